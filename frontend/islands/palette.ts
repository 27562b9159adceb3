import { dialog, on } from "./page";
import { openPanel } from "./panel";

const WAIT_MS = 90;

/** Ctrl/Cmd-K: the server answers with a listbox fragment; this file only asks, walks and opens. */
class Palette {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(private readonly box: HTMLDialogElement) {
    this.input = box.querySelector("input")!;
    this.list = box.querySelector("#palette-list")!;
    this.input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), WAIT_MS);
    });
    box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.go(option, event.ctrlKey || event.metaKey);
      event.preventDefault();
    });
  }

  open(): void {
    if (this.box.open) return this.box.close();
    this.box.showModal();
    this.input.select();
    void this.ask();
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = `${document.body.dataset["paletteUrl"]}?q=${encodeURIComponent(this.input.value)}`;
    const found = await this.read(url, this.asked.signal).catch(() => null);
    if (found === null) return;
    this.list.innerHTML = found;
    const options = this.options();
    options.forEach((option, index) => (option.id ||= `palette-${index}`));
    if (options.length === 0 && !this.list.querySelector(".palette-none")) {
      const none = document.createElement("p");
      none.className = "palette-none";
      none.textContent = this.list.dataset["none"] ?? "";
      this.list.replaceChildren(none);
    }
    this.choose(options[0]);
  }

  /** The answer as HTML. Rejects when the next letter was typed meanwhile, even while the answer is being read. */
  private async read(url: string, signal: AbortSignal): Promise<string> {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal });
    return answer.ok ? await answer.text() : "";
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private chosen(): HTMLElement | undefined {
    return this.options().find((option) => option.getAttribute("aria-selected") === "true");
  }

  private choose(option: HTMLElement | undefined): void {
    this.chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  private key(event: KeyboardEvent): void {
    const options = this.options();
    const at = options.indexOf(this.chosen()!);
    if (event.key === "ArrowDown") this.choose(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") this.choose(options.at(at - 1));
    else if (event.key === "Enter" && options[at]) this.go(options[at], event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  private go(option: HTMLElement, elsewhere: boolean): void {
    const link = option.querySelector<HTMLAnchorElement>("a[href]");
    const url = option.dataset["href"] ?? link?.href;
    if (!url) return;
    this.box.close();
    if (elsewhere) window.open(url, "_blank", "noopener");
    else if ("panel" in option.dataset) void openPanel(url);
    else window.location.assign(url);
  }
}

export function startPalette(): void {
  const box = dialog("palette");
  if (!box) return;
  const palette = new Palette(box);
  on("click", "[data-palette]", () => palette.open());
  document.addEventListener("keydown", (event) => {
    if (event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      palette.open();
    }
  });
}
