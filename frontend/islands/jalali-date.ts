import { shown, toAscii } from "../lib/digits";
import { type CalendarName, addMonths, fromNumber, gregorianToNumber, monthLength, parseDay, toIso, toNumber } from "../lib/jalali";
import { DayNames } from "./day-names";
import { OURS } from "./events";
import { sentence } from "./page";

const WEEK = 7;

/** The organisation's week: seven letters from Saturday on, "o" is off. It begins after the last day off. */
const works = (): string => document.documentElement.dataset["week"] || "wwwwwho";
const begins = (): number => (works().lastIndexOf("o") + 1) % WEEK;

/** Place in a week that begins on Saturday: 0 to 6. A Julian Day Number divisible by 7 is a Monday. */
const fromSaturday = (number: number): number => (number + 2) % WEEK;
/** Place in the organisation's week. */
const weekday = (number: number): number => (fromSaturday(number) - begins() + WEEK) % WEEK;

function today(): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: document.documentElement.dataset["zone"] || "Asia/Tehran" }).format(new Date()).split("-").map(Number);
  return gregorianToNumber({ year: parts[0]!, month: parts[1]!, day: parts[2]! });
}

/** Act, but not while a button is being pressed: what is said under a field moves what stands below it. */
function onceReleased(act: () => void): void {
  if (pressed) document.addEventListener("pointerup", () => setTimeout(act), { once: true });
  else act();
}
let pressed = false;
document.addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (pressed = false), true);

/**
 * <jalali-date calendar="jalali|gregorian"><input name="due"></jalali-date>
 *
 * Without scripts it is the input alone and the server reads what was typed. With them a calendar opens beside it,
 * what was typed is said back in words, and an ISO date travels under the input's name.
 */
export class JalaliDate extends HTMLElement {
  private input!: HTMLInputElement;
  private iso!: HTMLInputElement;
  private said!: HTMLElement;
  /** What the server found wrong with the day that it got; it stands until another day is typed. */
  private refused: HTMLElement | null = null;
  private box: HTMLElement | null = null;
  private at = 0;
  private names!: DayNames;

  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input || this.iso) return;
    this.input = input;
    this.names = new DayNames(this.calendar, document.documentElement.lang);
    this.iso = Object.assign(document.createElement("input"), { type: "hidden", name: input.name });
    input.removeAttribute("name");
    input.autocomplete = "off";
    this.said = Object.assign(document.createElement("p"), { className: "date-said", id: `${input.id}_said` });
    this.said.setAttribute("aria-live", "polite");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${this.said.id}`.trim());
    const open = this.button("date-open", sentence("dateOpen"), "calendar", () => this.toggle());
    open.setAttribute("aria-haspopup", "dialog");
    this.append(open, this.iso, this.said);
    this.refused = document.getElementById(`${input.id}_error`);
    input.addEventListener("input", () => {
      this.accept();
      this.read(false);
    });
    input.addEventListener("change", () => onceReleased(() => this.read(true)));
    this.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", this.outside);
    this.read(true);
  }

  disconnectedCallback(): void {
    document.removeEventListener("pointerdown", this.outside);
  }

  /** The chosen day as a Julian Day Number, or null. */
  get day(): number | null {
    return parseDay(toAscii(this.input.value), this.calendar, today());
  }

  private get calendar(): CalendarName {
    const chosen = this.getAttribute("calendar") ?? document.documentElement.dataset["calendar"];
    return chosen === "gregorian" ? "gregorian" : "jalali";
  }

  private readonly outside = (event: Event): void => {
    if (this.box && event.target instanceof Node && !this.contains(event.target)) this.close(false);
  };

  /** Let go of what the server said: it was about another day. */
  private accept(): void {
    this.refused?.remove();
    this.refused = null;
  }

  /** Take over what stands in the input; once it is left, write it the usual way. */
  private read(finished: boolean): void {
    const day = this.day;
    const blank = this.input.value.trim() === "";
    this.iso.value = day === null ? this.input.value.trim() : toIso(day);
    if (day !== null && finished) this.input.value = this.digits(this.names.short(fromNumber(this.calendar, day)));
    const wrong = finished && day === null && !blank;
    this.said.textContent = day !== null ? this.names.full(day, this.digits) : wrong && !this.refused ? sentence("dateWrong") : "";
    this.said.toggleAttribute("data-wrong", wrong);
    this.input.setAttribute("aria-invalid", String(wrong || this.refused !== null));
    this.dispatchEvent(new CustomEvent(OURS.date, { bubbles: true, detail: { iso: day === null ? "" : toIso(day) } }));
  }

  private readonly digits = (text: string): string => {
    return this.getAttribute("digits") === "en" ? text : shown(text);
  };

  private toggle(): void {
    if (this.box) return this.close(true);
    this.at = this.day ?? today();
    this.box = document.createElement("div");
    this.box.className = "date-box";
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-modal", "true");
    this.box.setAttribute("aria-label", sentence("dateOpen"));
    this.append(this.box);
    this.draw(true);
    const { left, right } = this.box.getBoundingClientRect();
    this.box.classList.toggle("date-box-end", left < 0 || right > document.documentElement.clientWidth);
  }

  private close(back: boolean): void {
    this.box?.remove();
    this.box = null;
    if (back) this.input.focus();
  }

  private choose(number: number): void {
    this.accept();
    this.input.value = this.names.short(fromNumber(this.calendar, number));
    this.read(true);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close(true);
  }

  private button(name: string, label: string, icon: string, act: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: name, onclick: act });
    button.setAttribute("aria-label", label);
    const sprite = sentence("sprite");
    button.innerHTML = `<svg class="icon${icon.startsWith("chevron") ? " icon-mirror" : ""}" aria-hidden="true"><use href="${sprite}#${icon}"></use></svg>`;
    return button;
  }

  private draw(focus: boolean): void {
    if (!this.box) return;
    const { year, month } = fromNumber(this.calendar, this.at);
    const title = Object.assign(document.createElement("div"), { className: "date-title" });
    title.setAttribute("aria-live", "polite");
    title.textContent = this.digits(this.names.monthAndYear(this.at));
    const head = Object.assign(document.createElement("div"), { className: "date-head" });
    const step = (months: number) => (): void => this.move(addMonths(this.calendar, this.at, months), false);
    head.append(
      this.button("date-step", sentence("datePrevious"), "chevron-left", step(-1)),
      title,
      this.button("date-step", sentence("dateNext"), "chevron-right", step(1)),
    );
    const foot = Object.assign(document.createElement("div"), { className: "date-foot" });
    const now = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: sentence("dateToday") });
    now.onclick = () => this.choose(today());
    foot.append(now);
    this.box.replaceChildren(head, this.grid(year, month), foot);
    if (focus) this.box.querySelector<HTMLElement>(".date-day[tabindex='0']")?.focus();
  }

  private grid(year: number, month: number): HTMLTableElement {
    const table = Object.assign(document.createElement("table"), { className: "date-grid" });
    table.setAttribute("role", "grid");
    const names = table.createTHead().insertRow();
    for (const [short, long] of this.names.week(begins())) {
      const cell = Object.assign(document.createElement("th"), { scope: "col", textContent: short, abbr: long });
      names.append(cell);
    }
    const first = toNumber(this.calendar, { year, month, day: 1 });
    const length = monthLength(this.calendar, year, month);
    const body = table.createTBody();
    for (let start = first - weekday(first); start < first + length; start += WEEK) {
      const row = body.insertRow();
      for (let number = start; number < start + WEEK; number += 1) this.cell(row, number, number >= first && number < first + length);
    }
    return table;
  }

  private cell(row: HTMLTableRowElement, number: number, inside: boolean): void {
    const cell = row.insertCell();
    cell.setAttribute("role", "gridcell");
    if (number === this.day) cell.setAttribute("aria-selected", "true");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "date-day" });
    button.textContent = this.digits(String(fromNumber(this.calendar, number).day));
    button.setAttribute("aria-label", this.names.full(number, this.digits));
    button.tabIndex = number === this.at ? 0 : -1;
    button.toggleAttribute("data-out", !inside);
    button.toggleAttribute("data-rest", works()[fromSaturday(number)] === "o");
    if (number === today()) button.setAttribute("aria-current", "date");
    button.onclick = () => this.choose(number);
    cell.append(button);
  }

  private move(number: number, focus: boolean): void {
    this.at = number;
    this.draw(focus);
  }

  private key(event: KeyboardEvent): void {
    if (!this.box) {
      if (event.altKey && event.key === "ArrowDown") {
        event.preventDefault();
        this.toggle();
      }
      return;
    }
    const forward = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const months = (count: number): number => addMonths(this.calendar, this.at, count);
    const moves: Record<string, () => number> = {
      ArrowRight: () => this.at + forward,
      ArrowLeft: () => this.at - forward,
      ArrowDown: () => this.at + WEEK,
      ArrowUp: () => this.at - WEEK,
      PageDown: () => months(event.shiftKey ? 12 : 1),
      PageUp: () => months(event.shiftKey ? -12 : -1),
      Home: () => this.at - weekday(this.at),
      End: () => this.at - weekday(this.at) + WEEK - 1,
    };
    const inGrid = event.target instanceof Element && event.target.matches(".date-day");
    const next = inGrid ? moves[event.key] : undefined;
    if (next) this.move(next(), true);
    else if (event.key === "Escape") this.close(true);
    else if (event.key === "Tab") return this.keepInside(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Tab goes round inside the open calendar, as in any dialog. */
  private keepInside(event: KeyboardEvent): void {
    const stops = [...this.box!.querySelectorAll<HTMLElement>("button:not([tabindex='-1'])")];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    event.preventDefault();
  }
}

export function startDates(): void {
  customElements.define("jalali-date", JalaliDate);
}
