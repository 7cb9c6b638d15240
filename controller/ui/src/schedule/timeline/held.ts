import { get } from "../../base/api";
import { day, instantOf, localInput, rfc3339 } from "../../base/time";
import type { Rule, Screen } from "../../base/types";
import { bodyOfRule, type RuleBody } from "../rule/draft";
import { endOf } from "../rule/sentence";
import type { WhyJson } from "../why/losers";
import { MINUTE, type Range } from "./range";

/** A window in somebody's hand: where it was and where it would go. */
export interface Held {
  screen: Screen;
  /** Null for one that is being made. */
  rule: Rule | null;
  /** The local day that an occurrence belongs to. */
  day: string | null;
  was: { from: number; until: number };
  from: number;
  until: number;
}

export const STEP = 15 * MINUTE;
const DAY_MILLIS = 86_400_000;

/** How fine a drag is: what one can see. */
export const stepOf = (range: Range): number => (range.zoom === "hours" ? MINUTE : STEP);

export const snapped = (at: number, step: number): number => Math.round(at / step) * step;

/** The window that a screen shows at an instant, whole: the part of it that is seen may be cut. The controller says which one it is. */
export async function heldAt(screen: Screen, rule: Rule, at: number): Promise<Held | null> {
  if (rule.from && rule.until) {
    const was = { from: Date.parse(rule.from), until: Date.parse(rule.until) };
    return { screen, rule, day: null, was, ...was };
  }
  const { winner } = await get<WhyJson>(`/schedule/why?${new URLSearchParams({ screen: screen.id, at: rfc3339(at) })}`);
  if (winner.ruleId !== rule.id || !winner.from || !winner.until || !winner.day) {
    return null;
  }
  const was = { from: Date.parse(winner.from), until: Date.parse(winner.until) };
  return { screen, rule, day: winner.day, was, ...was };
}

/** A new window, taken up where the loop plays. */
export function freshAt(screen: Screen, from: number, until: number): Held {
  return { screen, rule: null, day: null, was: { from, until }, from, until };
}

export function moved(held: Held, by: number, step: number): Held {
  const from = snapped(held.from + by, step);
  return { ...held, from, until: from + held.until - held.from };
}

/** By whole days on the clocks of its screen, not by 24 hours: 09:00 stays 09:00 when the clocks change. */
export function movedDays(held: Held, days: number): Held {
  const shift = (at: number) => {
    const local = localInput(at, held.screen.zone);
    const date = new Date(Date.parse(`${local}Z`) + days * DAY_MILLIS).toISOString().slice(0, 19);
    return instantOf(date, held.screen.zone) ?? at + days * DAY_MILLIS;
  };
  return { ...held, from: shift(held.from), until: shift(held.until) };
}

export function endAt(held: Held, until: number, step: number): Held {
  return { ...held, until: Math.max(held.from + step, snapped(until, step)) };
}

export function startAt(held: Held, from: number, step: number): Held {
  return { ...held, from: Math.min(held.until - step, snapped(from, step)) };
}

export const isMoved = ({ was, from, until }: Held): boolean => from !== was.from || until !== was.until;

/** The rule as it would be with a window where it is held; null where that cannot be said of all its days: it would begin on another day. */
export function bodyAt({ screen, rule, day: its, from, until }: Held): RuleBody | null {
  if (!rule) {
    return null;
  }
  const body = bodyOfRule(rule);
  if (!rule.recurrence || !body.recurrence) {
    return { ...body, from: rfc3339(from), until: rfc3339(until) };
  }
  if (day(from, screen.zone) !== its) {
    return null;
  }
  const [begins, ends] = [localInput(from, screen.zone), localInput(until, screen.zone)];
  const { start, lengthMillis: _, ...rest } = { lengthMillis: 0, ...body.recurrence };
  // Nominal, as the clocks show it: 22:00 to 06:00 is eight hours in every night.
  const lengthMillis = Date.parse(`${ends}Z`) - Date.parse(`${begins}Z`);
  const moved = { ...rest, start: `${start.slice(0, 10)}T${begins.slice(11)}`, lengthMillis };
  if ("end" in moved) {
    delete (moved as { end?: string }).end;
  }
  return { ...body, recurrence: moved };
}

/** The times of day that a recurring rule has now. */
export const timesOf = (rule: Rule): string => (rule.recurrence ? `${rule.recurrence.start.slice(11)} – ${endOf(rule.recurrence).time}` : "");
