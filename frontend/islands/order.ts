import { shown } from "../lib/digits";
import { on, post, sentence } from "./page";
import { toast } from "./toast";

/** Lists marked data-order="url" are put in order by dragging a handle, or by the arrow keys on it; the url hears `order`. */

function items(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(":scope > [data-order-item]")];
}

let voice: HTMLElement | null = null;

function say(list: HTMLElement, item: HTMLElement): void {
  if (!voice) {
    voice = document.createElement("p");
    voice.className = "visually-hidden";
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  const all = items(list);
  const place = [shown(all.indexOf(item) + 1), shown(all.length)];
  voice.textContent = (list.dataset["said"] ?? "%s / %s").replace(/%s/g, () => place.shift() ?? "");
}

async function keep(list: HTMLElement): Promise<void> {
  const order = items(list).map((item) => item.dataset["orderItem"]).join(",");
  const answer = await post(list.dataset["order"] ?? "", { order }).catch(() => null);
  if (!answer?.ok) toast({ text: sentence(answer ? "failed" : "offline"), kind: "error" });
}

function step(handle: HTMLElement, down: boolean): void {
  const item = handle.closest<HTMLElement>("[data-order-item]");
  const list = item?.closest<HTMLElement>("[data-order]");
  const next = down ? item?.nextElementSibling : item?.previousElementSibling;
  if (!item || !list || !next) return;
  if (down) next.after(item);
  else next.before(item);
  handle.focus();
  say(list, item);
  void keep(list);
}

function drag(handle: HTMLElement, begin: PointerEvent): void {
  const item = handle.closest<HTMLElement>("[data-order-item]");
  const list = item?.closest<HTMLElement>("[data-order]");
  if (!item || !list || begin.button !== 0) return;
  const before = items(list).indexOf(item);
  handle.setPointerCapture(begin.pointerId);
  item.dataset["dragged"] = "";
  const move = (event: PointerEvent): void => {
    const over = items(list).find((one) => {
      const box = one.getBoundingClientRect();
      return one !== item && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!over) return;
    // The others move around the item: one that leaves its place loses the pointer it holds.
    const down = Boolean(item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING);
    for (let passed: Element | null = null; passed !== over; ) {
      passed = down ? item.nextElementSibling : item.previousElementSibling;
      if (!passed) return;
      if (down) item.before(passed);
      else item.after(passed);
    }
  };
  const end = (): void => {
    handle.removeEventListener("pointermove", move);
    delete item.dataset["dragged"];
    if (items(list).indexOf(item) === before) return;
    say(list, item);
    void keep(list);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", end, { once: true });
}

export function startOrder(): void {
  on("pointerdown", "[data-order-handle]", (handle, event) => drag(handle, event));
  on("click", "[data-order-handle]", (_handle, event) => event.preventDefault());
  on("keydown", "[data-order-handle]", (handle, event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(handle, event.key === "ArrowDown");
  });
}
