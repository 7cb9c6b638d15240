/** Times as people read them. Instants are always shown in a named zone, most often the screen's own; digits and order are the same in both languages. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let made = formats.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formats.set(zone, made);
  }
  return made;
}

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const millisOf = (at: string | number): number => (typeof at === "number" ? at : Date.parse(at));

/** What a clock on the wall shows in this zone: 2026-11-03T14:05:09. */
function wallClock(at: number, zone: string): string {
  const part: Record<string, string> = {};
  for (const each of format(zone).formatToParts(at)) {
    part[each.type] = each.value;
  }
  return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}:${part["second"]}`;
}

export const day = (at: string | number, zone: string): string => wallClock(millisOf(at), zone).slice(0, 10);
export const clock = (at: string | number, zone: string): string => wallClock(millisOf(at), zone).slice(11);
export const moment = (at: string | number, zone: string): string => wallClock(millisOf(at), zone).replace("T", " ");

/** The clock, and the day too unless it is the day of `now`. */
export function near(at: string | number, zone: string, now: number): string {
  return day(at, zone) === day(now, zone) ? clock(at, zone) : moment(at, zone);
}

/** The same without seconds where there are none. */
export const brief = (at: string | number, zone: string, now: number): string => near(at, zone, now).replace(/(:\d\d):00$/, "$1");

/** How far the zone's clocks are ahead of UTC then. */
function offsetMillis(at: number, zone: string): number {
  return Date.parse(`${wallClock(at, zone)}Z`) - Math.floor(at / 1000) * 1000;
}

/** Such as Asia/Shanghai (UTC+08:00). */
export function zoneName(zone: string, at: number): string {
  const minutes = offsetMillis(at, zone) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${zone} (UTC${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)})`;
}

/** For an input of the type datetime-local. */
export const localInput = (at: string | number, zone: string): string => wallClock(millisOf(at), zone);

/**
 * The instant at which clocks in this zone show `local`, such as 2026-11-03T14:05; the earlier one where they show it twice, null where a clock change
 * skips it.
 */
export function instantOf(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local.slice(0, 19)}Z`);
  if (Number.isNaN(asUtc)) {
    return null;
  }
  const day = 86_400_000;
  const offsets = [offsetMillis(asUtc - day, zone), offsetMillis(asUtc + day, zone)];
  const fitting = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetMillis(at, zone) === asUtc);
  return fitting.length ? Math.min(...fitting) : null;
}

export const rfc3339 = (at: number): string => new Date(at).toISOString();

/** The first instant of a day such as 2026-11-03 in this zone. */
export function dayStart(date: string, zone: string): number | null {
  return instantOf(`${date}T00:00:00`, zone) ?? instantOf(`${date}T01:00:00`, zone);
}

/** The day that many days on, as a date. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Minutes and seconds, such as 2:05 or 0:07.5; hours from one hour on. */
export function duration(millis: number): string {
  const hours = Math.floor(millis / 3_600_000);
  const minutes = Math.floor((millis % 3_600_000) / 60_000);
  const seconds = (millis % 60_000) / 1000;
  const text = Number.isInteger(seconds) ? String(seconds) : seconds.toFixed(1);
  const tail = `${seconds < 10 ? "0" : ""}${text}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

interface SpanWords {
  seconds: (s: number) => string;
  minutes: (m: number) => string;
  hours: (h: number, m: number) => string;
  days: (d: number) => string;
}

/** A length of time in words, roughly. */
export function span(millis: number, words: SpanWords): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) {
    return words.seconds(seconds);
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) {
    return words.minutes(minutes);
  }
  return minutes < 48 * 60 ? words.hours(Math.floor(minutes / 60), minutes % 60) : words.days(Math.floor(minutes / 1440));
}

export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
