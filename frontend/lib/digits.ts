const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

/** Persian and Arabic-Indic digits as ASCII; everything else as it is. */
export function toAscii(text: string): string {
  return text.replace(/[۰-۹]/g, (c) => String(PERSIAN.indexOf(c))).replace(/[٠-٩]/g, (c) => String(ARABIC.indexOf(c)));
}

export function toPersian(text: string): string {
  return text.replace(/[0-9]/g, (c) => PERSIAN[Number(c)]!);
}

/** Digits as this person reads them: the page says so on its root. */
export function shown(value: number | string): string {
  return document.documentElement.dataset["digits"] === "fa" ? toPersian(String(value)) : String(value);
}
