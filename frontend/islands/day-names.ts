import { type CalendarDay, type CalendarName } from "../lib/jalali";

const EPOCH = 2_440_588;
const DAY_MS = 86_400_000;
const A_SATURDAY = 2_440_590; // 3 January 1970

/** Names of days and months in the page's language and the person's calendar, from the platform's own tables. */
export class DayNames {
  private readonly parts: Intl.DateTimeFormat;
  private readonly narrow: Intl.DateTimeFormat;

  constructor(calendar: CalendarName, language: string) {
    const locale = `${language === "fa" ? "fa-IR" : "en-GB"}-u-ca-${calendar === "jalali" ? "persian" : "gregory"}-nu-latn`;
    this.parts = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    this.narrow = new Intl.DateTimeFormat(locale, { weekday: "narrow", timeZone: "UTC" });
  }

  /** "1405/09/01": year first, as it is written in Persian and sorts. */
  short({ year, month, day }: CalendarDay): string {
    return `${year}/${String(month).padStart(2, "0")}/${String(day).padStart(2, "0")}`;
  }

  /** "Monday 2 Azar 1405", put together here because the platform's own order is wrong in Persian. */
  full(number: number, digits: (text: string) => string): string {
    const parts = this.read(number);
    return digits(`${parts.weekday} ${parts.day} ${parts.month} ${parts.year}`);
  }

  monthAndYear(number: number): string {
    const parts = this.read(number);
    return `${parts.month} ${parts.year}`;
  }

  /** The seven days from the `begins`-th after Saturday on: narrow and long names. */
  week(begins: number): [string, string][] {
    return Array.from({ length: 7 }, (_, index) => {
      const number = A_SATURDAY + begins + index;
      return [this.narrow.format((number - EPOCH) * DAY_MS), this.read(number).weekday];
    });
  }

  private read(number: number): { weekday: string; day: string; month: string; year: string } {
    const found = Object.fromEntries(this.parts.formatToParts((number - EPOCH) * DAY_MS).map((part) => [part.type, part.value]));
    return { weekday: found["weekday"] ?? "", day: found["day"] ?? "", month: found["month"] ?? "", year: found["year"] ?? "" };
  }
}
