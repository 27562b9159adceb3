import { HTMX } from "./events";
import { on, sentence } from "./page";
import { toast } from "./toast";

const PREFIX = "draft:";

/** What was typed into a form with data-draft="name" survives a closed tab; it goes when the form is saved. */
function fields(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  const wanted = "input[name]:not([type=password],[type=hidden],[type=file],[type=checkbox],[type=radio]), textarea[name]";
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(wanted)];
}

function key(form: HTMLFormElement): string {
  return `${PREFIX}${window.location.pathname}:${form.dataset["draft"] ?? ""}`;
}

function keep(form: HTMLFormElement): void {
  const typed = fields(form).filter((field) => field.value !== field.defaultValue);
  form.dataset["dirty"] = String(typed.length > 0);
  if (typed.length) localStorage.setItem(key(form), JSON.stringify(Object.fromEntries(typed.map((f) => [f.name, f.value]))));
  else localStorage.removeItem(key(form));
}

function bringBack(form: HTMLFormElement): void {
  const kept = localStorage.getItem(key(form));
  if (!kept || form.querySelector("[data-form-errors]")) return;
  const values = JSON.parse(kept) as Record<string, string>;
  const touched = fields(form).filter((field) => field.name in values && field.value !== values[field.name]);
  for (const field of touched) field.value = values[field.name]!;
  if (touched.length) toast({ text: sentence("kept") });
  keep(form);
}

function forget(form: HTMLFormElement): void {
  localStorage.removeItem(key(form));
  form.dataset["dirty"] = "false";
}

export function startDrafts(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach(bringBack);
  document.addEventListener(HTMX.afterSwap, (event) => {
    (event.target as Element).querySelectorAll?.<HTMLFormElement>("form[data-draft]").forEach(bringBack);
  });
  on("input", "form[data-draft]", (form) => keep(form as HTMLFormElement));
  on("submit", "form[data-draft]", (form) => forget(form as HTMLFormElement));
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector('form[data-guard][data-dirty="true"]')) event.preventDefault();
  });
}
