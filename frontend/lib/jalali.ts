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

function splitDigits(text: string): [number, number, number] | null {
  const apart = /^(\d{2,4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return apart ? [Number(apart[1]), Number(apart[2]), Number(apart[3])] : null;
}

const AHEAD = /^(?:\+\s?(\d{1,4})|(\d{1,4})\s?روز (?:دیگر|بعد)|in (\d{1,4}) days?|(\d{1,4}) days? (?:from now|later))$/;
const BEHIND = /^(?:[-−]\s?(\d{1,4})|(\d{1,4})\s?روز (?:پیش|قبل)|(\d{1,4}) days? ago)$/;
const NAMED = new Map(
  Object.entries({ امروز: 0, today: 0, فردا: 1, tomorrow: 1, دیروز: -1, yesterday: -1, "پس‌فردا": 2, پسفردا: 2 }),
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
 *  A year from 1700 on is Gregorian, an earlier one Jalali, two digits belong to the present century of the calendar in use. */
export function parseDay(text: string, calendar: CalendarName, today: number): number | null {
  const said = text.trim().toLowerCase().replace(/\s+/g, " ");
  const steps = stepsFrom(said);
  if (steps !== null) return today + steps;
  const parts = splitDigits(said);
  if (!parts) return null;
  let [year] = parts;
  if (year < 100) year += calendar === "jalali" ? (year < 50 ? 1400 : 1300) : 2000;
  const speaks: CalendarName = year >= 1700 ? "gregorian" : "jalali";
  const day = { year, month: parts[1], day: parts[2] };
  if (year < 1000 || year > 2500 || !valid(speaks, day)) return null;
  return toNumber(speaks, day);
}
