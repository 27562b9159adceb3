import { OURS } from "./events";
import { on, post, sentence } from "./page";

export type Toast = { text: string; kind?: "success" | "warning" | "error"; undo?: string };

const STAY_MS = 8000;

function leaveLater(element: HTMLElement): void {
  let timer = window.setTimeout(() => element.remove(), STAY_MS);
  element.addEventListener("pointerenter", () => window.clearTimeout(timer));
  element.addEventListener("focusin", () => window.clearTimeout(timer));
  element.addEventListener("pointerleave", () => (timer = window.setTimeout(() => element.remove(), STAY_MS / 2)));
}

export function toast({ text, kind = "success", undo = "" }: Toast): void {
  const shape = document.querySelector<HTMLTemplateElement>("#toast-shape");
  const element = shape?.content.firstElementChild?.cloneNode(true);
  if (!(element instanceof HTMLElement) || !text) return;
  const words = element.querySelector(".toast-text");
  if (words) words.textContent = text;
  const use = element.querySelector("use");
  if (kind !== "success" && use) use.setAttribute("href", use.getAttribute("href")!.replace(/#.*/, "#triangle-alert"));
  const button = element.querySelector<HTMLElement>("[data-undo]");
  if (undo) button!.dataset["undo"] = undo;
  else button?.remove();
  document.querySelector("#toasts")?.append(element);
  if (kind === "success") leaveLater(element);
}

async function undo(button: HTMLElement): Promise<void> {
  const answer = await post(button.dataset["undo"] ?? "", {}).catch(() => null);
  if (answer?.ok) window.location.reload();
  else toast({ text: sentence(answer ? "failed" : "offline"), kind: "error" });
}

export function startToasts(): void {
  document.querySelectorAll<HTMLElement>("#toasts [data-toast]").forEach(leaveLater);
  on("click", "[data-toast-close]", (button) => button.closest("[data-toast]")?.remove());
  on("click", "[data-undo]", (button) => void undo(button));
  document.addEventListener(OURS.toast, (event) => {
    const { detail } = event as CustomEvent<Toast | { value: string }>;
    toast("value" in detail ? { text: detail.value } : detail);
  });
}
