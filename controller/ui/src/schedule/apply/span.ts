import { bodyOfRule, type RuleBody } from "../rule/draft";
import type { Change } from "./change";

const DAY = 86_400_000;
const LOOKED_AHEAD = 7 * DAY;
/** The API looks no further at a time. */
const FURTHEST = 31 * DAY;

/** A range of time to look at. */
export interface Span {
  from: number;
  until: number;
}

type Again = NonNullable<RuleBody["recurrence"]>;

/** The range in which to look for what changes: from now on, or from where a later window or date begins, so that all of it is seen. */
export function spanOf(change: Change, now: number): Span {
  const was = "rule" in change && change.rule ? bodyOfRule(change.rule) : null;
  const is = change.kind === "save" ? change.body : null;
  const instants = [was?.from, was?.until, is?.from, is?.until].flatMap((at) => (at ? [Date.parse(at)] : [])).filter((at) => at > now);
  const dates = was?.recurrence && is?.recurrence ? changedDates(was.recurrence, is.recurrence, now) : [];
  const begins = [was, is].flatMap((one) => (one ? [beginOf(one, now)] : []));
  const first = dates.length > 0 && was && is && onlyDates(was, is) ? Math.min(...dates) - DAY : begins.length > 0 ? Math.min(...begins) : now;
  const from = Math.max(now, first);
  return { from, until: Math.min(from + FURTHEST, Math.max(from + LOOKED_AHEAD, ...instants.map((at) => at + 3_600_000), ...dates.map((at) => at + 2 * DAY))) };
}

/** Where to look when nothing was found near: as far as one can. Null where that is no further. */
export function further({ from, until }: Span): Span | null {
  return until < from + FURTHEST ? { from, until: from + FURTHEST } : null;
}

/** A date as a time; which zone's it is matters less than a day. */
const timeOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);

function beginOf({ recurrence, from }: RuleBody, now: number): number {
  if (recurrence) {
    return timeOf(recurrence.validFrom ?? recurrence.start) - DAY;
  }
  const begin = from ? Date.parse(from) : now;
  return begin - now > LOOKED_AHEAD ? begin - DAY : now;
}

/** Where one recurrence is other than the other by its dates and its validity: from now on, and never in the past. */
function changedDates(was: Again, is: Again, now: number): number[] {
  const lists = (["extra", "except"] as const).flatMap((list) => [...was[list].filter((date) => !is[list].includes(date)),
    ...is[list].filter((date) => !was[list].includes(date))]).map(timeOf);
  const edges = [[was.validFrom, is.validFrom, -Infinity] as const, [was.validUntil, is.validUntil, Infinity] as const].flatMap(([one, other, open]) => {
    const times = one === other ? [] : [one, other].map((date) => (date ? timeOf(date) : open));
    // Between its old and its new place an edge changes every day.
    return Math.max(...times) > now ? times.map((at) => Math.max(at, now)) : [];
  });
  return [...lists, ...edges].filter((at) => Number.isFinite(at) && at + 2 * DAY > now);
}

const shortTime = (time: string): string => time.replace(/^(.*\d\d:\d\d):00$/, "$1");

/** Whether nothing but dates and validity may have changed. */
function onlyDates(was: RuleBody, is: RuleBody): boolean {
  const rest = (body: RuleBody) => {
    const again = body.recurrence;
    return JSON.stringify([body.name, body.groups, body.screens, body.playlist, body.class, body.priority, again && [shortTime(again.start),
      "end" in again ? shortTime(again.end) : again.lengthMillis, again.rrule, again.calendars]]);
  };
  return rest(was) === rest(is);
}
