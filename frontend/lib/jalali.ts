// The Jalali calendar: eight leap years in every 33, in even steps. That is the calendar in use for the years 1178 to 1633;
// 1300 to 1499 is checked day by day against the platform's own. Day numbers are Julian Day Numbers (whole days).

export type CalendarDay = { year: number; month: number; day: number };
export type CalendarName = "jalali" | "gregorian";

const EPOCH = 1_948_320; // 1 Farvardin of year 1

function newYear(year: number): number {
  return EPOCH + (year - 1) * 365 + Math.floor((year * 8 + 21) / 33);
}

export function isLeapJalali(year: number): boolean {
  return newYear(year + 1) - newYear(year) === 366;
}

export function gregorianToNumber({ year, month, day }: CalendarDay): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000) + 2_440_588;
}

export function numberToGregorian(number: number): CalendarDay {
  const date = new Date((number - 2_440_588) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function jalaliToNumber({ year, month, day }: CalendarDay): number {
  return newYear(year) + (month - 1) * 31 - Math.max(0, month - 7) + day - 1;
}

export function numberToJalali(number: number): CalendarDay {
  let year = numberToGregorian(number).year - 621;
  if (number < newYear(year)) year -= 1;
  const passed = number - newYear(year);
  const [firstMonth, into, length] = passed < 186 ? [1, passed, 31] : [7, passed - 186, 30];
  return { year, month: firstMonth + Math.floor(into / length), day: (into % length) + 1 };
}

export function monthLength(calendar: CalendarName, year: number, month: number): number {
  if (calendar === "gregorian") return new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month <= 6) return 31;
  return month <= 11 || isLeapJalali(year) ? 30 : 29;
}

export function toNumber(calendar: CalendarName, day: CalendarDay): number {
  return calendar === "jalali" ? jalaliToNumber(day) : gregorianToNumber(day);
}

export function fromNumber(calendar: CalendarName, number: number): CalendarDay {
  return calendar === "jalali" ? numberToJalali(number) : numberToGregorian(number);
}

/** The same day of another month, or that month's last day when it is shorter. */
export function addMonths(calendar: CalendarName, number: number, months: number): number {
  const at = fromNumber(calendar, number);
  const index = at.year * 12 + at.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return toNumber(calendar, { year, month, day: Math.min(at.day, monthLength(calendar, year, month)) });
}

export function toIso(number: number): string {
  const { year, month, day } = numberToGregorian(number);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function valid(calendar: CalendarName, day: CalendarDay): boolean {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= monthLength(calendar, day.year, day.month);
}

type Read = { calendar: CalendarName; day: CalendarDay };

const speaks = (year: number): CalendarName => (year >= 1700 ? "gregorian" : "jalali");

/** Two digits: for Jalali at most twenty years ahead, else the nearest past one, as the server reads them. */
function fullYear(year: number, calendar: CalendarName, today: number): number {
  if (year >= 100) return year;
  if (calendar === "gregorian") return year + 2000;
  const now = numberToJalali(today).year;
  const whole = now - (now % 100) + year;
  return whole > now + 20 ? whole - 100 : whole <= now - 80 ? whole + 100 : whole;
}

function fromDigits(said: string, calendar: CalendarName, today: number): Read | null {
  const first = /^(\d{2,4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})$/.exec(said) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  if (first) {
    const year = fullYear(Number(first[1]), calendar, today);
    return { calendar: speaks(year), day: { year, month: Number(first[2]), day: Number(first[3]) } };
  }
  const last = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(said);
  if (!last) return null;
  const [one, two, year] = [Number(last[1]), Number(last[2]), Number(last[3])];
  if (year < 1700 || one > 12 || one === two) return { calendar: speaks(year), day: { year, month: two, day: one } };
  return two > 12 ? { calendar: "gregorian", day: { year, month: one, day: two } } : null; // else it has two readings
}

const folded = (name: string): string => name.toLowerCase().replace(/ي/g, "ی").replace(/ك/g, "ک").replace(/[\u200c\u0654]/g, "");

let months: Map<string, { calendar: CalendarName; month: number }> | null = null;

/** The months of both calendars in both languages, from the platform's own tables. */
function monthNames(): Map<string, { calendar: CalendarName; month: number }> {
  if (months) return months;
  months = new Map();
  for (const calendar of ["jalali", "gregorian"] as const) {
    for (const language of ["fa", "en"]) {
      const locale = `${language}-u-ca-${calendar === "jalali" ? "persian" : "gregory"}`;
      const names = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
      for (let month = 1; month <= 12; month += 1) {
        const number = toNumber(calendar, { year: calendar === "jalali" ? 1404 : 2025, month, day: 15 });
        const name = folded(names.format((number - 2_440_588) * 86_400_000));
        for (const said of calendar === "gregorian" && language === "en" ? [name, name.slice(0, 3)] : [name]) {
          months.set(said, { calendar, month });
        }
      }
    }
  }
  return months;
}

/** "2 آذر", "دوشنبه 2 آذر 1405", "22 Nov 2026", "November 22, 2026"; without a year it is this one. */
function fromNames(said: string, today: number): Read | null {
  const turned = said.replace(/^([a-z]+)\.? (\d{1,2}),? (\d{4})$/, "$2 $1 $3");
  const found = /^(?:\D*(?:شنبه|جمعه|day)[,،]? )?(\d{1,2}) ([^\d\s.,،]+?)\.?(?: ?ماه)?[,،]?(?: (\d{2}|\d{4}))?$/.exec(turned);
  const named = found && monthNames().get(folded(found[2]!));
  if (!found || !named) return null;
  const { calendar, month } = named;
  const year = found[3] ? fullYear(Number(found[3]), calendar, today) : fromNumber(calendar, today).year;
  return { calendar, day: { year, month, day: Number(found[1]) } };
}

const AHEAD = /^(?:\+\s?(\d{1,4})|(\d{1,4})\s?روز (?:دیگر|بعد)|in (\d{1,4}) days?|(\d{1,4}) days? (?:from now|later))$/;
const BEHIND = /^(?:[-−]\s?(\d{1,4})|(\d{1,4})\s?روز (?:پیش|قبل)|(\d{1,4}) days? ago)$/;
const NAMED = new Map(
  Object.entries({ امروز: 0, today: 0, فردا: 1, tomorrow: 1, دیروز: -1, yesterday: -1, "پس‌فردا": 2, پسفردا: 2, پریروز: -2 }),
);

/** How many days from today are meant, when they are: tomorrow, -2, in 3 days. */
function stepsFrom(said: string): number | null {
  for (const [form, way] of [[AHEAD, 1], [BEHIND, -1]] as const) {
    const count = form.exec(said)?.slice(1).find(Boolean);
    if (count) return way * Number(count);
  }
  return NAMED.get(said) ?? null;
}

/** Read what a person typed (digits already folded to ASCII): a day number, or null when it is no day.
 *  A year from 1700 on is Gregorian, an earlier one Jalali. It reads what the server reads (core/jalali/reading.py). */
export function parseDay(text: string, calendar: CalendarName, today: number): number | null {
  const said = text.trim().toLowerCase().replace(/\s+/g, " ");
  const steps = stepsFrom(said);
  if (steps !== null) return today + steps;
  const read = fromDigits(said, calendar, today) ?? fromNames(said, today);
  if (!read || read.day.year < 1000 || read.day.year > 2500 || !valid(read.calendar, read.day)) return null;
  return toNumber(read.calendar, read.day);
}
