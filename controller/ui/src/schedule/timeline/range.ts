import type { Language } from "../../base/i18n";
import { clock, day, dayAfter, dayStart, instantOf } from "../../base/time";

export type Zoom = "hours" | "day" | "week";
export const ZOOMS: readonly Zoom[] = ["hours", "day", "week"];

/** What the timeline shows: `[from, until)`, by the clocks of one zone. */
export interface Range {
  zoom: Zoom;
  from: number;
  until: number;
  zone: string;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const HALF = 30 * MINUTE;

/** The range that holds this instant: a day from midnight on, a week from Monday on, or two hours from half an hour before it. */
export function rangeAt(zoom: Zoom, at: number, zone: string): Range {
  const date = day(at, zone);
  if (zoom === "hours") {
    const from = Math.floor(at / HALF) * HALF - HALF;
    return { zoom, zone, from, until: from + 2 * HOUR };
  }
  const first = zoom === "day" ? date : monday(date);
  return { zoom, zone, from: dayStart(first, zone) ?? at, until: dayStart(dayAfter(first, zoom === "day" ? 1 : 7), zone) ?? at };
}

/** The range before or after this one. */
export function stepped(range: Range, by: -1 | 1): Range {
  if (range.zoom === "hours") {
    return { ...range, from: range.from + by * 2 * HOUR, until: range.until + by * 2 * HOUR };
  }
  return rangeAt(range.zoom, by > 0 ? range.until : range.from - 1, range.zone);
}

/** The Monday of that day's week. */
export function monday(date: string): string {
  return dayAfter(date, -((weekdayOf(date) + 6) % 7));
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** A line across the timeline, with words where there is room for them. */
export interface Tick {
  at: number;
  text: string;
  strong: boolean;
}

/** Where the clocks of the zone show whole hours; of a day that has 23 or 25 of them, too. */
export function ticks({ zoom, from, until, zone }: Range, language: Language, narrow: boolean): Tick[] {
  const out: Tick[] = [];
  if (zoom === "hours") {
    for (let at = from; at < until; at += 10 * MINUTE) {
      const text = clock(at, zone).slice(0, 5);
      const strong = at % HALF === 0;
      out.push({ at, text: strong || !narrow ? text : "", strong });
    }
    return out;
  }
  const every = zoom === "day" ? 1 : 6;
  const named = narrow ? 6 : 2;
  for (let date = day(from, zone); ; date = dayAfter(date, 1)) {
    const midnight = dayStart(date, zone) ?? until;
    if (midnight >= until) {
      return out;
    }
    out.push({ at: midnight, text: zoom === "week" ? dayName(date, language, narrow) : "00:00", strong: zoom === "week" });
    for (let hour = every; hour < 24; hour += every) {
      const local = `${String(hour).padStart(2, "0")}:00`;
      const at = instantOf(`${date}T${local}`, zone);
      if (at !== null) {
        out.push({ at, text: zoom === "day" && hour % named === 0 ? local : "", strong: zoom === "day" && hour % 6 === 0 });
      }
    }
  }
}

const dayNames = new Map<string, Intl.DateTimeFormat>();

function dayFormat(language: Language, style: "short" | "long"): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  let made = dayNames.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" });
    dayNames.set(key, made);
  }
  return made;
}

export const weekdayName = (date: string, language: Language, style: "short" | "long" = "short"): string =>
  dayFormat(language, style).format(Date.parse(`${date}T00:00:00Z`));

/** Such as Tue 1 Dec, or 12月1日 周二. */
export function dayName(date: string, language: Language, narrow = false): string {
  const [, month, dom] = date.split("-").map(Number);
  const short = `${month}/${dom}`;
  return narrow ? String(dom) : language === "en" ? `${weekdayName(date, language)} ${short}` : `${short} ${weekdayName(date, language)}`;
}

/** The title of a range: its day, or its days. */
export function rangeTitle({ zoom, from, until, zone }: Range, language: Language): string {
  const first = day(from, zone);
  const last = day(until - 1, zone);
  if (zoom === "week") {
    return `${first} – ${last}`;
  }
  const name = weekdayName(first, language, "long");
  return zoom === "day" ? `${first} ${name}` : `${first} ${name} ${clock(from, zone).slice(0, 5)} – ${clock(until, zone).slice(0, 5)}`;
}
