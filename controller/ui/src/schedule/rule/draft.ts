import { dayAfter, instantOf, localInput, rfc3339 } from "../../base/time";
import type { CalendarCondition, Recurrence, Rule, RuleClass } from "../../base/types";
import { parse, rewritten, type Pattern } from "./pattern";
import { endOf } from "./sentence";

/** A rule as the API takes it. */
export interface RuleBody {
  name: string;
  groups: string[];
  screens: string[];
  playlist: string;
  class: RuleClass;
  priority: number;
  from?: string;
  until?: string;
  recurrence?: Omit<Recurrence, "end"> | (Omit<Recurrence, "lengthMillis"> & { end: string });
}

/** A rule as it stands in the form. Times are local: typed as clocks on the wall show them. */
export interface Draft {
  name: string;
  groups: string[];
  screens: string[];
  playlist: string;
  class: RuleClass;
  priority: string;
  recurs: boolean;
  once: { from: string; until: string };
  again: Again;
}

export interface Again {
  /** The first possible day. */
  start: string;
  begins: string;
  ends: string;
  /** Ends so many days later than its end's time of day alone says: 0 but for windows of more than a day. */
  longer: number;
  pattern: Pattern;
  extra: string[];
  except: string[];
  validFrom: string;
  /** The last day, as people say it. */
  validLast: string;
  calendars: CalendarCondition[];
  /** What it was opened with, kept as it is unless the person changes it. */
  was: { rrule: string | null; start: string } | null;
}

const shortTime = (time: string): string => (time.length === 8 && time.endsWith(":00") ? time.slice(0, 5) : time);

/** A draft of a rule as it is. */
export function draftOf(rule: Rule, zone: string, now: number): Draft {
  const fresh = newDraft({ from: rule.from ? Date.parse(rule.from) : now, until: rule.until ? Date.parse(rule.until) : now + 3_600_000, zone });
  return {
    ...fresh, name: rule.name, groups: rule.groups, screens: rule.screens, playlist: rule.playlist, class: rule.class, priority: String(rule.priority),
    recurs: rule.recurrence !== null, again: rule.recurrence ? againOf(rule.recurrence) : fresh.again,
  };
}

function againOf(recurrence: Recurrence): Again {
  const { start, rrule, extra, except, validFrom, validUntil, calendars } = recurrence;
  const { time, days } = endOf(recurrence);
  const begins = shortTime(start.slice(11));
  const ends = shortTime(time);
  return {
    start: start.slice(0, 10), begins, ends, longer: days - (ends > begins ? 0 : 1), pattern: parse(rrule, start.slice(0, 10)), extra, except,
    validFrom: validFrom ?? "", validLast: validUntil ? dayAfter(validUntil, -1) : "", calendars, was: { rrule, start: start.slice(0, 10) },
  };
}

/** A draft of nothing yet but when. */
export function newDraft({ from, until, zone }: { from: number; until: number; zone: string }): Draft {
  const [begin, end] = [localInput(from, zone), localInput(until, zone)];
  return {
    name: "", groups: [], screens: [], playlist: "", class: "normal", priority: "0", recurs: false, once: { from: begin, until: end },
    again: {
      start: begin.slice(0, 10), begins: begin.slice(11, 16), ends: end.slice(11, 16), longer: 0, pattern: { kind: "daily", every: 1, end: { kind: "never" } },
      extra: [], except: [], validFrom: "", validLast: "", calendars: [], was: null,
    },
  };
}

const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
};

/** What the form says as a recurrence of the API. */
export function recurrenceOf(again: Again): Recurrence {
  const length = secondsOf(again.ends) - secondsOf(again.begins);
  return {
    start: `${again.start}T${again.begins}`, end: again.longer === 0 ? again.ends : null,
    lengthMillis: (length + (length > 0 ? 0 : 86_400) + again.longer * 86_400) * 1000,
    rrule: again.was ? rewritten(again.pattern, again.was.rrule, again.was.start) : rewritten(again.pattern, null, again.start),
    extra: again.extra, except: again.except, validFrom: again.validFrom || null, validUntil: again.validLast ? dayAfter(again.validLast, 1) : null,
    calendars: again.calendars,
  };
}

/** Why the times make no window; null if they do. */
export type Flaw = "badTime" | "badOrder";

export function flawOf({ recurs, once, again }: Draft, zone: string): Flaw | null {
  if (recurs) {
    return again.start && again.begins && again.ends ? null : "badTime";
  }
  const [from, until] = [instantOf(once.from, zone), instantOf(once.until, zone)];
  return from === null || until === null ? "badTime" : from < until ? null : "badOrder";
}

/** As the API takes it; the draft has no flaw. */
export function bodyOf(draft: Draft, zone: string): RuleBody {
  const { name, groups, screens, playlist, priority } = draft;
  const about = { name, groups, screens, playlist, class: draft.class, priority: Number(priority) };
  if (draft.recurs) {
    return { ...about, recurrence: given(recurrenceOf(draft.again)) };
  }
  return { ...about, from: rfc3339(instantOf(draft.once.from, zone) ?? 0), until: rfc3339(instantOf(draft.once.until, zone) ?? 0) };
}

/** A stored rule, to be changed here and there. */
export function bodyOfRule(rule: Rule): RuleBody {
  const { name, groups, screens, playlist, priority, from, until, recurrence } = rule;
  return { name, groups, screens, playlist, class: rule.class, priority, ...(recurrence ? { recurrence: given(recurrence) }
    : { from: from ?? "", until: until ?? "" }) };
}

/** The API takes an end or a length, never both. */
function given(recurrence: Recurrence): NonNullable<RuleBody["recurrence"]> {
  const { end, lengthMillis, ...rest } = recurrence;
  return end === null ? { ...rest, lengthMillis } : { ...rest, end };
}
