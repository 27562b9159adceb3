import { HTMX } from "./events";
import { on, sentence } from "./page";
import { toast } from "./toast";

const PREFIX = "draft:";
const SENT = "draft-sent";

/** Who is signed in on this page; nobody where one signs in, or without a connection. */
function writer(): string {
  return document.querySelector<HTMLElement>("[data-jot-box]")?.dataset["author"] ?? "";
}

/** What was typed into a form with data-draft="name" survives a closed tab; it goes when the form is saved. */
function fields(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  const wanted = "input[name]:not([type=password],[type=hidden],[type=file],[type=checkbox],[type=radio]), textarea[name]";
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(wanted)];
}

/** The name says what is written about, so that a panel and a page know the same draft; a colleague's stays unread. */
function key(form: HTMLFormElement): string {
  return `${PREFIX}${writer()}:${form.dataset["draft"] ?? ""}`;
}

function keep(form: HTMLFormElement): void {
  const typed = fields(form).filter((field) => field.value !== field.defaultValue);
  form.dataset["dirty"] = String(typed.length > 0);
  if (sessionStorage.getItem(SENT) === key(form)) stillDraft();
  if (typed.length) localStorage.setItem(key(form), JSON.stringify(Object.fromEntries(typed.map((f) => [f.name, f.value]))));
  else localStorage.removeItem(key(form));
}

function bringBack(form: HTMLFormElement): void {
  const kept = localStorage.getItem(key(form));
  if (!kept || form.querySelector("[data-form-errors]")) return;
  const values = JSON.parse(kept) as Record<string, string>;
  const touched = fields(form).filter((field) => field.name in values && field.value !== values[field.name]);
  for (const field of touched) field.value = values[field.name]!;
  if (touched.length && form.checkVisibility()) toast({ text: sentence("kept") });
  keep(form);
}

/** What is sent stays until its answer is here: whoever was signed out meanwhile finds it again after signing in. */
function send(form: HTMLFormElement): void {
  sessionStorage.setItem(SENT, key(form));
  form.dataset["dirty"] = "false";
}

/** The answer is here: what was sent is saved, or stands in the form again; only one who was signed out has neither. */
function answered(): void {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && writer()) localStorage.removeItem(sent);
}

/** What could not be sent is a draft as before. */
export function stillDraft(): void {
  sessionStorage.removeItem(SENT);
}

export function startDrafts(): void {
  answered();
  document.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach(bringBack);
  for (const name of [HTMX.responseError, HTMX.sendError, HTMX.timeout]) document.addEventListener(name, stillDraft);
  document.addEventListener(HTMX.afterSwap, (event) => {
    if ((event as CustomEvent<{ requestConfig?: { verb: string } }>).detail.requestConfig?.verb === "post") answered();
    (event.target as Element).querySelectorAll?.<HTMLFormElement>("form[data-draft]").forEach(bringBack);
  });
  on("input", "form[data-draft]", (form) => keep(form as HTMLFormElement));
  on("submit", "form[data-draft]", (form) => send(form as HTMLFormElement));
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector('form[data-guard][data-dirty="true"]')) event.preventDefault();
  });
}
