import { toAscii } from "../lib/digits";
import { csrf, on, post, sentence } from "./page";
import { toast } from "./toast";

const NAMES: Record<string, string> = { light: "peyvand", dark: "peyvand-dark" };

/** Light, dark or as the system: shown at once, then told to the server so that the next page comes in it. */
/** Paper is white: what is dark on the screen is printed in the light theme's colours. */
export function startPrint(): void {
  const page = document.documentElement;
  let chosen: string | undefined;
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) {
      chosen = page.dataset["theme"];
      page.dataset["theme"] = "peyvand";
    } else if (chosen) page.dataset["theme"] = chosen;
    else delete page.dataset["theme"];
  });
}

export function startTheme(): void {
  on("click", "[data-theme-choice]", (button) => {
    const choice = button.dataset["themeChoice"] ?? "system";
    const name = NAMES[choice];
    if (name) document.documentElement.dataset["theme"] = name;
    else delete document.documentElement.dataset["theme"];
    const group = button.closest<HTMLElement>("[data-theme-save]");
    group?.querySelectorAll("[data-theme-choice]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    const url = group?.dataset["themeSave"];
    if (url) void post(url, { theme: choice }).catch(() => toast({ text: sentence("offline"), kind: "error" }));
  });
}

/** A row of tabs too long for a phone begins where one is. */
export function startTabs(): void {
  document.querySelectorAll(".tabs > [aria-current]").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
}

/** Whoever signed in again in another tab has a new token; a form that was open meanwhile still holds the old one. */
export function startToken(): void {
  document.addEventListener(
    "submit",
    ({ target }) => {
      const held = (target as HTMLFormElement).querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
      if (held) held.value = csrf() || held.value;
    },
    true,
  );
}

const ANSWER_MS = 5000;

/** A form that waits for its page is not sent again by a second tap: the server would do everything twice. */
export function startOnce(): void {
  window.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.ariaBusy) return event.preventDefault();
    form.ariaBusy = "true";
    // Whoever gets a file stays on the page, and whoever comes back to it may send again.
    const free = (): void => void (form.ariaBusy = null);
    window.setTimeout(free, ANSWER_MS);
    window.addEventListener("pagehide", free, { once: true });
  });
}

/** Inputs marked data-digits hold ASCII digits whatever keyboard is in use. */
export function startDigits(): void {
  on("input", "input[data-digits]", (element) => {
    const input = element as HTMLInputElement;
    const folded = toAscii(input.value);
    if (folded === input.value) return;
    const caret = input.selectionStart;
    input.value = folded;
    input.setSelectionRange(caret, caret);
  });
}

/** Inputs marked data-latin="sentence" (passwords) say so when the keyboard writes Persian: letters are never changed. */
export function startLatin(): void {
  on("input", "input[data-latin]", (element) => {
    const input = element as HTMLInputElement;
    const next = input.nextElementSibling;
    const note = next instanceof HTMLElement && "latinNote" in next.dataset ? next : document.createElement("p");
    if (!note.isConnected) {
      note.dataset["latinNote"] = "";
      note.className = "field-help";
      note.setAttribute("role", "status");
      input.after(note);
    }
    note.textContent = /[\u0600-\u06ff]/.test(input.value) ? (input.dataset["latin"] ?? "") : "";
  });
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const isField = (target: EventTarget | null): target is Field => target instanceof HTMLElement && target.matches("input, select, textarea");

/** A field that must not stay empty says so in the reader's language, not in the browser's. */
export function startRequired(): void {
  document.addEventListener(
    "invalid",
    ({ target }) => {
      if (isField(target) && target.validity.valueMissing) target.setCustomValidity(sentence("required"));
    },
    true,
  );
  document.addEventListener("input", ({ target }) => {
    if (isField(target)) target.setCustomValidity("");
  });
  document.addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLButtonElement>("button[type=submit]") : null;
      for (const field of button?.form?.elements ?? []) if (isField(field)) field.setCustomValidity("");
    },
    true,
  );
}

export function startCopy(): void {
  on("click", "[data-copy]", (button) => {
    void navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(() => toast({ text: sentence("copied") }));
  });
}

/** A file field with data-file-name="id" writes the chosen file's name there; a drop area passes its file on. */
export function startFiles(): void {
  on("change", "input[type=file][data-file-name]", (element) => {
    const input = element as HTMLInputElement;
    const target = document.getElementById(input.dataset["fileName"] ?? "");
    if (target) target.textContent = input.files?.[0]?.name ?? "";
  });
  for (const type of ["dragover", "drop"] as const) {
    on(type, "[data-drop]", (area, event) => {
      event.preventDefault();
      const input = area.querySelector<HTMLInputElement>("input[type=file]");
      if (type === "drop" && input && event.dataTransfer?.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}

const OFFLINE_IN = "offline-language";

/** The page for when there is no connection is kept in the reader's language. */
export function startOffline(): void {
  if ("serviceWorker" in navigator && document.querySelector('link[rel="manifest"]')) {
    const { lang } = document.documentElement;
    void navigator.serviceWorker.register(document.body.dataset["worker"] ?? "/sw.js", { scope: "/" }).catch(() => undefined);
    if (localStorage.getItem(OFFLINE_IN) === lang) return;
    void navigator.serviceWorker.ready.then((worker) => worker.active?.postMessage("refresh"));
    localStorage.setItem(OFFLINE_IN, lang);
  }
}
