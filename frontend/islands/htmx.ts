import htmx from "htmx.org/dist/htmx.min.js";
import { HTMX, OURS } from "./events";
import { csrf, dialog, sentence } from "./page";
import { toast } from "./toast";

type RequestDetail = { headers: Record<string, string>; verb: string };
type AnswerDetail = { xhr: XMLHttpRequest };

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
    document.addEventListener(name, () => toast({ text: sentence("offline"), kind: "error" }));
  }
  document.addEventListener(HTMX.afterSwap, (event) => {
    const errors = (event.target as Element).querySelector?.<HTMLElement>("[data-form-errors]");
    errors?.focus();
  });
  document.addEventListener(OURS.close, () => document.querySelector<HTMLDialogElement>("dialog[open]")?.close());
}

/** Fetch `url` into the side panel and open it; the page's own address stays, so one keeps one's place. */
export async function openPanel(url: string): Promise<void> {
  const panel = dialog("side-panel");
  if (!panel) return window.location.assign(url);
  panel.querySelector<HTMLAnchorElement>("[data-panel-page]")?.setAttribute("href", url);
  await htmx.ajax("get", url, { target: "#side-panel-body", swap: "innerHTML", headers: { "X-Panel": "1" } });
  if (!panel.open) panel.showModal();
}
