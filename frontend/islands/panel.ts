import htmx from "htmx.org/dist/htmx.min.js";
import { stillDraft } from "./drafts";
import { csrf, dialog, on, sentence } from "./page";
import { toast } from "./toast";
import { goOn, opened, startWayBack } from "./way-back";

const BODY = "#side-panel-body";
const ASKS = { "X-Panel": "1" };
const REFUSED = [409, 422];

/** Fetch `url` into the side panel and open it; the page's own address stays, so one keeps one's place. */
export async function openPanel(url: string): Promise<void> {
  const panel = dialog("side-panel");
  if (!panel) return window.location.assign(url);
  panel.querySelector<HTMLAnchorElement>("[data-panel-page]")?.setAttribute("href", url);
  await htmx.ajax("get", url, { target: BODY, swap: "innerHTML", headers: ASKS });
  if (!panel.open) {
    panel.showModal();
    opened();
  }
  beginTyping();
}

/** Put the cursor into the first field where the panel begins with a form; what is only to be read stays as it is. */
function beginTyping(): void {
  const reachable = document.querySelectorAll<HTMLElement>(`${BODY} :is(a[href], button, input, select, textarea):not([type=hidden], [disabled])`);
  const first = [...reachable].find((element) => element.checkVisibility());
  if (first?.matches("form[method=post] :is(input, select, textarea)")) first.focus();
}

/** Send a form of the panel. What was refused comes back into the panel, with what was typed; what is done goes on to the
 * page that shows it; any other refusal is left to the browser, which gets its page. */
async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const url = button?.getAttribute("formaction") ?? form.action;
  form.ariaBusy = "true";
  const headers = { ...ASKS, "X-CSRFToken": csrf() };
  const answer = await fetch(url, { method: "POST", headers, body: new FormData(form, button) }).catch(() => null);
  form.ariaBusy = null;
  if (!answer || answer.status >= 500) {
    stillDraft();
    return toast({ text: sentence(answer ? "failed" : "offline"), kind: "error" });
  }
  const next = answer.headers.get("HX-Redirect") ?? (answer.redirected ? answer.url : window.location.href);
  if (answer.ok) return goOn(next);
  const part = await answer.text();
  if (!REFUSED.includes(answer.status) || /^\s*<!doctype/i.test(part)) {
    form.action = url;
    return form.submit();
  }
  htmx.swap(BODY, part, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 20 });
  document.querySelector<HTMLElement>(`${BODY} [data-form-errors]`)?.focus();
}

export function startPanel(): void {
  startWayBack(dialog("side-panel"));
  on("click", "a[data-panel]", (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void openPanel((link as HTMLAnchorElement).href);
  });
  on("submit", `${BODY} form[method=post]:not([hx-post])`, (form, event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (!form.ariaBusy) void send(form as HTMLFormElement, event.submitter);
  });
}
