import { dialog, on } from "./page";

const EDGE = 8;

/** Move the panel of an opened menu so far that it is whole: its button may stand near either edge of a phone. */
function keepInSight(menu: HTMLDetailsElement): void {
  const panel = menu.querySelector<HTMLElement>(".menu-panel");
  if (!panel || !menu.open) return;
  panel.style.translate = "";
  const { left, right } = panel.getBoundingClientRect();
  const shift = Math.min(0, document.documentElement.clientWidth - EDGE - right) + Math.max(0, EDGE - left);
  if (shift) panel.style.translate = `${shift}px`;
}

/** Menus are <details>: they open without scripts; scripts close them when one looks elsewhere. */
function startMenus(): void {
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && event.target.matches(".menu")) keepInSight(event.target);
    },
    true,
  );
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      const inside = event.target instanceof Node && menu.contains(event.target);
      const chosen = event.target instanceof Element && event.target.closest(".menu-item") && !event.target.closest("label");
      if (!inside || chosen) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.activeElement?.closest<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll<HTMLElement>(".menu-item, .menu-panel input")].filter((item) => item.offsetParent);
      const next = items.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
      items.at(next % items.length)?.focus();
      event.preventDefault();
    }
  });
}

/** [data-confirm="what will be lost"] on a button or form asks first, in our own words and look. */
function startConfirm(): void {
  let pending: HTMLElement | null = null;
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-confirm], a[data-confirm]") : null;
      const box = dialog("confirm");
      if (!button || !box || button === pending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      box.querySelector("#confirm-text")!.textContent = button.dataset["confirm"] ?? "";
      const yes = box.querySelector<HTMLElement>("[data-confirm-yes]")!;
      yes.textContent = button.dataset["confirmYes"] ?? yes.dataset["word"] ?? "";
      yes.onclick = () => {
        box.close();
        pending = button;
        button.click();
        pending = null;
      };
      box.showModal();
    },
    true,
  );
}

export function startOverlays(): void {
  startMenus();
  startConfirm();
  on("click", "[data-dialog]", (button, event) => {
    const box = dialog(button.dataset["dialog"] ?? "");
    if (!box) return;
    event.preventDefault();
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    if (!box.open) box.showModal();
  });
  on("click", "[data-close]", (button) => button.closest("dialog")?.close());
  on("click", "dialog", (box, event) => {
    if (event.target === box) (box as HTMLDialogElement).close();
  });
}
