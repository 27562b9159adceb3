import { HTMX, OURS } from "./events";
import { csrf, sentence } from "./page";
import { toast } from "./toast";

type RequestDetail = { headers: Record<string, string>; verb: string };
type AnswerDetail = { xhr: XMLHttpRequest };

const FIELDS = "input:not([type='hidden']), select, textarea";

/** What to say about an answer that is not shown: the server's own sentence when it sent a short one. */
function saidBy(xhr: XMLHttpRequest): string {
  if (xhr.status === 401) return sentence("signedOut");
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ?? false;
  return plain && xhr.responseText.length < 300 ? xhr.responseText : sentence("failed");
}

export function startHtmx(): void {
  document.addEventListener(HTMX.configRequest, (event) => {
    const { headers } = (event as CustomEvent<RequestDetail>).detail;
    headers["X-CSRFToken"] = csrf();
  });
  document.addEventListener(HTMX.responseError, (event) => {
    toast({ text: saidBy((event as CustomEvent<AnswerDetail>).detail.xhr), kind: "error" });
  });
  for (const name of [HTMX.sendError, HTMX.timeout]) {
    document.addEventListener(name, (event) => {
      const asked = event.target as Element;
      if (!asked.matches("[data-quiet]")) toast({ text: sentence("offline"), kind: "error" });
    });
  }
  document.addEventListener(HTMX.afterSwap, (event) => {
    const errors = (event.target as Element).querySelector?.<HTMLElement>("[data-form-errors]");
    errors?.focus();
  });
  keepFocus();
  document.addEventListener(OURS.close, () => document.querySelector<HTMLDialogElement>("dialog[open]")?.close());
}

/** Whoever worked by keyboard in a part that is replaced goes on in what takes its place: its first field, else link. */
function keepFocus(): void {
  let left = false;
  document.addEventListener(HTMX.beforeSwap, (event) => {
    const { target } = (event as CustomEvent<{ target: Element }>).detail;
    left = document.activeElement !== document.body && target.contains(document.activeElement);
  });
  document.addEventListener(HTMX.afterSettle, (event) => {
    if (!left || document.activeElement !== document.body) return;
    const part = event.target as HTMLElement;
    const all = [part, ...part.querySelectorAll<HTMLElement>("*")].filter((one) => one.checkVisibility());
    const next = all.find((one) => one.matches(FIELDS)) ?? all.find((one) => one.matches("a[href], button"));
    left = next === undefined;
    next?.focus();
  });
}
