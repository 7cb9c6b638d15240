import { weekdayOf } from "../timeline/range";

/** As RFC 5545 has them, in the order of a week that begins on Monday. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const WORKDAYS: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR"];

export type End = { kind: "never" } | { kind: "until"; date: string } | { kind: "count"; count: number };

/** Which days a rule comes again on: what the form can say of RFC 5545, and what it cannot. */
export type Pattern =
  | { kind: "daily"; every: number; end: End }
  | { kind: "weekly"; every: number; days: Weekday[]; end: End }
  /** -1 is a month's last day. */
  | { kind: "monthlyDate"; every: number; dates: number[]; end: End }
  /** -1 is a month's last such weekday. */
  | { kind: "monthlyDay"; every: number; nth: number; day: Weekday; end: End }
  | { kind: "yearly"; month: number; date: number; every: number; end: End }
  /** No recurrence: only its first day, dates given, and days of calendars. */
  | { kind: "dates" }
  | { kind: "other"; text: string };

export const NEVER: End = { kind: "never" };

/** The day of the week of a date such as 2026-12-01. */
export const weekday = (date: string): Weekday => WEEKDAYS[(weekdayOf(date) + 6) % 7] ?? "MO";

function endOf(parts: Map<string, string>): End | null {
  const until = parts.get("UNTIL");
  const count = parts.get("COUNT");
  if (until === undefined && count === undefined) {
    return NEVER;
  }
  if (count !== undefined) {
    return until === undefined && /^\d+$/.test(count) ? { kind: "count", count: Number(count) } : null;
  }
  const found = /^(\d{4})(\d\d)(\d\d)(?:T235959)?$/.exec(until ?? "");
  return found ? { kind: "until", date: `${found[1]}-${found[2]}-${found[3]}` } : null;
}

/** The parts of a recurrence by name; null if it does not look like one. */
export function partsOf(rrule: string): Map<string, string> | null {
  const parts = new Map<string, string>();
  for (const each of rrule.trim().toUpperCase().split(";")) {
    const [name, value, ...rest] = each.split("=");
    if (!name || !value || rest.length || parts.has(name)) {
      return null;
    }
    parts.set(name, value);
  }
  return parts;
}

/** @param start the rule's first possible day, which says what the recurrence leaves open */
export function parse(rrule: string | null, start: string): Pattern {
  if (rrule === null || rrule.trim() === "") {
    return { kind: "dates" };
  }
  const other: Pattern = { kind: "other", text: rrule };
  const parts = partsOf(rrule);
  const end = parts && endOf(parts);
  const interval = parts?.get("INTERVAL") ?? "1";
  if (!parts || !end || !/^[1-9]\d{0,3}$/.test(interval)) {
    return other;
  }
  const every = Number(interval);
  const by = [...parts.keys()].filter((name) => !["FREQ", "INTERVAL", "UNTIL", "COUNT"].includes(name) && !(name === "WKST" && parts.get(name) === "MO"));
  const only = (...names: string[]) => by.every((name) => names.includes(name));
  switch (parts.get("FREQ")) {
    case "DAILY":
      return only() ? { kind: "daily", every, end } : other;
    case "WEEKLY": {
      const days = (parts.get("BYDAY") ?? weekday(start)).split(",");
      const known = WEEKDAYS.filter((day) => days.includes(day));
      return only("BYDAY") && known.length === days.length ? { kind: "weekly", every, days: known, end } : other;
    }
    case "MONTHLY":
      return only("BYMONTHDAY") ? monthlyDates(parts.get("BYMONTHDAY") ?? String(Number(start.slice(8))), every, end) ?? other
        : only("BYDAY", "BYSETPOS") ? monthlyDay(parts.get("BYDAY") ?? "", parts.get("BYSETPOS"), every, end) ?? other : other;
    case "YEARLY": {
      const both = by.length === 2 && only("BYMONTH", "BYMONTHDAY");
      const month = both ? Number(parts.get("BYMONTH")) : Number(start.slice(5, 7));
      const date = both ? Number(parts.get("BYMONTHDAY")) : Number(start.slice(8));
      return (both || by.length === 0) && month >= 1 && month <= 12 && date >= 1 && date <= 31 ? { kind: "yearly", month, date, every, end } : other;
    }
    default:
      return other;
  }
}

function monthlyDates(text: string, every: number, end: End): Pattern | null {
  const dates = [...new Set(text.split(",").map(Number))];
  return dates.every((date) => date === -1 || (Number.isInteger(date) && date >= 1 && date <= 31))
    ? { kind: "monthlyDate", every, dates: dates.sort(lastLast), end } : null;
}

/** Dates in order, the last day of the month after all others. */
export const lastLast = (a: number, b: number): number => (a < 0 ? 99 : a) - (b < 0 ? 99 : b);

function monthlyDay(text: string, place: string | undefined, every: number, end: End): Pattern | null {
  const found = /^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  const nth = Number(found?.[1] ?? place);
  const twice = found?.[1] !== undefined && place !== undefined;
  return found && !twice && (nth === -1 || (nth >= 1 && nth <= 5)) ? { kind: "monthlyDay", every, nth, day: found[2] as Weekday, end } : null;
}

/** The recurrence as the API takes it; null for none. */
export function write(pattern: Pattern): string | null {
  if (pattern.kind === "dates" || pattern.kind === "other") {
    return pattern.kind === "other" ? pattern.text.trim() || null : null;
  }
  const interval = pattern.every > 1 ? `;INTERVAL=${pattern.every}` : "";
  const end = pattern.end.kind === "count" ? `;COUNT=${pattern.end.count}`
    : pattern.end.kind === "until" ? `;UNTIL=${pattern.end.date.replaceAll("-", "")}T235959` : "";
  switch (pattern.kind) {
    case "daily": return `FREQ=DAILY${interval}${end}`;
    case "weekly": return `FREQ=WEEKLY${interval};BYDAY=${pattern.days.join(",")}${end}`;
    case "monthlyDate": return `FREQ=MONTHLY${interval};BYMONTHDAY=${pattern.dates.join(",")}${end}`;
    case "monthlyDay": return `FREQ=MONTHLY${interval};BYDAY=${pattern.nth}${pattern.day}${end}`;
    case "yearly": return `FREQ=YEARLY${interval};BYMONTH=${pattern.month};BYMONTHDAY=${pattern.date}${end}`;
  }
}

/** What to store: the recurrence as it was, unless the person changed what it says. */
export function rewritten(pattern: Pattern, was: string | null, wasStart: string): string | null {
  return was !== null && JSON.stringify(parse(was, wasStart)) === JSON.stringify(pattern) && !leansOnStart(was) ? was : write(pattern);
}

/** Whether it says less than the form shows: then the form's words are written out, lest another first day change them. */
function leansOnStart(rrule: string): boolean {
  const parts = partsOf(rrule);
  const freq = parts?.get("FREQ");
  return (freq === "WEEKLY" && !parts?.has("BYDAY")) || (freq === "MONTHLY" && !parts?.has("BYDAY") && !parts?.has("BYMONTHDAY"))
    || (freq === "YEARLY" && !parts?.has("BYMONTHDAY"));
}
