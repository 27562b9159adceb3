/** Small words for the page: everything listens at the document, so that what htmx brings in later works as well. */

export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  act: (element: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (found) act(found, event);
  });
}

export function dialog(id: string): HTMLDialogElement | null {
  const found = document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}

/** The token of the present session: a page that the device kept still holds an older one. */
export function csrf(): string {
  const kept = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return kept ?? document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** A sentence that the server put on <body> in the reader's language. */
export function sentence(name: string): string {
  return document.body.dataset[name] ?? "";
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]), textarea, select"));
}

/** Send a form as htmx would: the answer names where to go instead of going there, so that its message waits for us. */
export function post(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "X-CSRFToken": csrf(), "HX-Request": "true" }, body: new URLSearchParams(fields), credentials: "same-origin" });
}
