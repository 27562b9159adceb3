import htmx from "htmx.org/dist/htmx.min.js";
import { OURS } from "./events";
import { isTyping, on } from "./page";
import { shown } from "../lib/digits";

let last: HTMLInputElement | null = null;
let place = -1;

function boxes(table: Element): HTMLInputElement[] {
  return [...table.querySelectorAll<HTMLInputElement>("tbody input[data-row]")];
}

/** Bring rows, the head's box and the selection bar in step with the ticked boxes. */
function refresh(table: HTMLElement): void {
  const all = boxes(table);
  const chosen = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr")?.setAttribute("aria-selected", String(box.checked));
  const head = table.querySelector<HTMLInputElement>("input[data-row-all]");
  if (head) {
    head.checked = chosen.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && !head.checked;
  }
  const bar = document.querySelector<HTMLElement>(`[data-selection="${table.dataset["select"] ?? "list"}"]`);
  if (bar) {
    bar.hidden = chosen.length === 0;
    const count = bar.querySelector<HTMLElement>("[data-selection-count]");
    if (count) count.textContent = (count.dataset["words"] ?? "#").replace("#", shown(chosen.length));
  }
  table.dispatchEvent(new CustomEvent(OURS.selection, { bubbles: true, detail: { ids: chosen.map((box) => box.value) } }));
}

function pick(box: HTMLInputElement, withShift: boolean): void {
  const table = box.closest<HTMLElement>("[data-rows]");
  if (!table) return;
  const all = boxes(table);
  if (withShift && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const between of all.slice(from, to! + 1)) between.checked = box.checked;
  }
  last = box;
  refresh(table);
}

function walk(event: KeyboardEvent): void {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const row = document.activeElement?.closest<HTMLElement>("[data-rows] tbody tr") ?? null;
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] tbody tr:not([data-more])")];
  const step = event.code === "KeyJ" || (row && event.key === "ArrowDown") ? 1 : event.code === "KeyK" || (row && event.key === "ArrowUp") ? -1 : 0;
  if (step && rows.length) {
    // A row that was decided goes; the next step begins where it stood.
    const from = row ? rows.indexOf(row) : step > 0 ? place - 1 : place;
    place = Math.min(rows.length - 1, Math.max(0, from + step));
    const next = rows[place]!;
    next.tabIndex = -1;
    next.focus();
  } else if (row && event.key === "Enter" && document.activeElement === row) {
    row.querySelector<HTMLElement>("[data-row-open], a[href]")?.click();
  } else if (row && event.code === "KeyX") {
    row.querySelector<HTMLInputElement>("input[data-row]")?.click();
  } else if (row?.querySelector(`[data-row-key="${CSS.escape(event.code)}"]`)) {
    row.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(event.code)}"]`)!.click();
  } else return;
  event.preventDefault();
}

/** Let the form of a cell stand in its place. One listener for all: a page of rows has a hundred and fifty such links. */
function change(link: HTMLAnchorElement, event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void htmx.ajax("get", link.href, { source: link, target: link.closest("td")!, swap: "innerHTML" });
}

export function startRows(): void {
  on("click", "a.cell-edit", (link, event) => change(link as HTMLAnchorElement, event));
  on("click", "input[data-row]", (box, event) => pick(box as HTMLInputElement, event.shiftKey));
  on("change", "input[data-row-all]", (head) => {
    const table = head.closest<HTMLElement>("[data-rows]")!;
    for (const box of boxes(table)) box.checked = (head as HTMLInputElement).checked;
    refresh(table);
  });
  on("click", "[data-selection-clear]", (button) => {
    const name = button.closest<HTMLElement>("[data-selection]")?.dataset["selection"] ?? "";
    for (const table of document.querySelectorAll<HTMLElement>("[data-rows]")) {
      if ((table.dataset["select"] ?? "list") !== name) continue;
      for (const box of boxes(table)) box.checked = false;
      refresh(table);
    }
  });
  document.addEventListener("keydown", walk);
}
