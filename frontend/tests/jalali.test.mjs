import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const source = readFileSync(new URL("../lib/jalali.ts", import.meta.url), "utf8");
const options = { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } };
const code = ts.transpileModule(source, options).outputText;
const jalali = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
const { jalaliToNumber, numberToJalali, numberToGregorian, parseDay, toIso, addMonths, isLeapJalali, monthLength } = jalali;

test("agrees with the platform's Persian calendar on every day of 1300 to 1499", () => {
  const platform = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const first = jalaliToNumber({ year: 1300, month: 1, day: 1 });
  const last = jalaliToNumber({ year: 1499, month: 12, day: monthLength("jalali", 1499, 12) });
  assert.equal(last - first + 1, 200 * 365 + 49);
  for (let number = first; number <= last; number += 1) {
    const ours = numberToJalali(number);
    const parts = Object.fromEntries(platform.formatToParts((number - 2_440_588) * 86_400_000).map((p) => [p.type, p.value]));
    const theirs = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
    assert.deepEqual(ours, theirs);
    assert.equal(jalaliToNumber(ours), number);
  }
});

test("20 March 2025 is 30 Esfand 1403, and 1404 has no such day", () => {
  assert.equal(toIso(jalaliToNumber({ year: 1403, month: 12, day: 30 })), "2025-03-20");
  assert.equal(isLeapJalali(1403), true);
  assert.equal(parseDay("1404/12/30", "jalali", 0), null);
});

test("reads what people type, and never takes a Jalali year for a Gregorian one", () => {
  const today = jalaliToNumber({ year: 1405, month: 9, day: 1 });
  for (const text of ["1405/9/1", "1405-09-01", "14050901", "05/9/1", "2026-11-22", "امروز", "+0"]) {
    assert.equal(toIso(parseDay(text, "jalali", today)), "2026-11-22", text);
  }
  assert.equal(parseDay("فردا", "jalali", today), today + 1);
  assert.equal(parseDay("-3", "jalali", today), today - 3);
  for (const text of ["7 روز دیگر", "7 روز بعد", "+ 7", "in 7 days", "7 days from now", "7 days later"]) assert.equal(parseDay(text, "jalali", today), today + 7, text);
  for (const text of ["1 روز پیش", "1روز قبل", "1 day ago", "−1"]) assert.equal(parseDay(text, "jalali", today), today - 1, text);
  for (const text of ["", "7 days", "in 99999 days", "13/40/2", "1405/7/31", "abc", "2026-02-30", "99999"]) assert.equal(parseDay(text, "jalali", today), null, text);
});

test("reads days by the names of their months, and day first where nothing else can be meant", () => {
  const today = jalaliToNumber({ year: 1405, month: 9, day: 1 });
  const said = ["1 آذر", "یکشنبه 1 آذر 1405", "1 آذر ماه 05", "1/9/1405", "22 نوامبر 2026", "22 Nov 2026", "November 22, 2026", "1 Azar 1405", "22/11/2026"];
  for (const text of said) assert.equal(toIso(parseDay(text, "jalali", today)), "2026-11-22", text);
  assert.equal(toIso(parseDay("2 ارديبهشت 1405", "jalali", today)), "2026-04-22");
  assert.equal(toIso(parseDay("30 اسفند 1403", "jalali", today)), "2025-03-20");
  for (const text of ["30 اسفند 1404", "5 هیچ", "11/12/2026", "آذر"]) assert.equal(parseDay(text, "jalali", today), null, text);
});

test("two digits of a year are those of somebody's life, as the server reads them", () => {
  const today = jalaliToNumber({ year: 1405, month: 9, day: 1 });
  for (const [text, year] of [["45/1/1", 1345], ["25/1/1", 1425], ["26/1/1", 1326], ["99/1/1", 1399]]) {
    assert.equal(numberToJalali(parseDay(text, "jalali", today)).year, year, text);
  }
});

test("a month later stays inside the shorter month", () => {
  const end = jalaliToNumber({ year: 1405, month: 6, day: 31 });
  assert.deepEqual(numberToJalali(addMonths("jalali", end, 1)), { year: 1405, month: 7, day: 30 });
  assert.deepEqual(numberToJalali(addMonths("jalali", end, -12)), { year: 1404, month: 6, day: 31 });
  assert.equal(numberToGregorian(end).month, 9);
});
