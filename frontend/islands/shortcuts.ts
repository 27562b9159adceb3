import { dialog, isTyping, on } from "./page";

const LEAD_MS = 1200;

/** Press what names this key as its own; tell whether anything does. */
function pressed(code: string): boolean {
  const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(code)}"]`);
  found?.click();
  return found !== null;
}

/** Shortcuts are bound to the key's place (`code`), so that they work on a Persian layout too. */
export function startShortcuts(): void {
  let leadUntil = 0;
  on("click", "[data-shortcuts]", () => dialog("shortcuts")?.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.code === "Slash" && event.shiftKey) dialog("shortcuts")?.showModal();
    else if (event.code === "Slash") document.querySelector<HTMLInputElement>("[data-list-search]")?.focus();
    else if (event.code === "KeyG") leadUntil = Date.now() + LEAD_MS;
    else if (Date.now() < leadUntil) {
      leadUntil = 0;
      document.querySelector<HTMLElement>(`[data-go="${CSS.escape(event.code)}"]`)?.click();
    } else if (!pressed(event.code)) return;
    event.preventDefault();
  });
}
