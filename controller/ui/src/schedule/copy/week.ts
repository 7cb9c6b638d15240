import { call, del } from "../../base/api";
import { day, dayAfter, instantOf, localInput, rfc3339 } from "../../base/time";
import type { Rule, Screen } from "../../base/types";
import { foresee, type Foreseen } from "../apply/change";
import { bodyOfRule, type RuleBody } from "../rule/draft";
import { isWindow, type Targets, type Window } from "../rules";
import { monday, weekdayOf } from "../timeline/range";
import { zoneOf } from "../zone";

/** More windows than this are not copied at a time: nobody would read what they change. */
export const MOST_COPIED = 100;

/** A one-off window of one week, as it would be in another. */
export interface Copy {
  /** Makes it once, however often it is asked for. */
  key: string;
  from: Window;
  zone: string;
  body: RuleBody;
}

/** What became of one. */
export type Outcome = { kind: "made"; rule: Rule } | { kind: "failed"; failure: unknown };

const wholeWeeks = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The Monday of the week in which a date lies. */
export const weekOf = (date: string): string => (weekdayOf(date) === 1 ? date : monday(date));

/**
 * The one-off windows that begin in one week, at the same times of day in another, for the screens chosen. Whatever is there already, by name, time and
 * playlist, is left out.
 *
 * @param chosen none chosen: all
 */
export function copiesOf(rules: Rule[], screens: Screen[], source: string, target: string, chosen: Targets): Copy[] {
  const days = wholeWeeks(source, target);
  const there = new Set(rules.filter(isWindow).map((rule) => `${rule.name} ${rule.from} ${rule.playlist}`));
  return rules.filter(isWindow).flatMap((rule): Copy[] => {
    const zone = zoneOf(rule, screens);
    const date = day(rule.from, zone);
    const targets = date >= source && date < dayAfter(source, 7) ? within(rule, screens, chosen) : null;
    const [from, until] = [shifted(rule.from, days, zone), shifted(rule.until, days, zone)];
    if (!targets || from === null || until === null || there.has(`${rule.name} ${jsonInstant(from)} ${rule.playlist}`)) {
      return [];
    }
    return [{ key: crypto.randomUUID(), from: rule, zone, body: { ...bodyOfRule(rule), ...targets, from: rfc3339(from), until: rfc3339(until) } }];
  }).sort((a, b) => (a.from.from < b.from.from ? -1 : 1));
}

const jsonInstant = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

/** By days on the clocks of its screens; null where the clocks skip that time. */
function shifted(at: string, days: number, zone: string): number | null {
  const local = localInput(at, zone);
  return instantOf(`${dayAfter(local.slice(0, 10), days)}${local.slice(10)}`, zone);
}

/** A rule's targets, as far as they are among those chosen; null if none is. */
function within(rule: Rule, screens: Screen[], chosen: Targets): Targets | null {
  if (chosen.groups.length + chosen.screens.length === 0) {
    return { groups: rule.groups, screens: rule.screens };
  }
  const groups = rule.groups.filter((group) => chosen.groups.includes(group));
  const its = screens.filter((screen) => !groups.includes(screen.group) && (rule.groups.includes(screen.group) || rule.screens.includes(screen.id))
    && (chosen.screens.includes(screen.id) || chosen.groups.includes(screen.group))).map((screen) => screen.id);
  return groups.length + its.length === 0 ? null : { groups, screens: its };
}

/** What each copy would change, one after the other; a refusal stands in the place of what it refuses. */
export async function foreseeAll(copies: Copy[], now: number, told: (done: number) => void): Promise<(Foreseen | { failure: unknown })[]> {
  const out: (Foreseen | { failure: unknown })[] = [];
  for (const copy of copies) {
    out.push(await foresee({ kind: "save", rule: null, body: copy.body }, now).catch((failure: unknown) => ({ failure })));
    told(out.length);
  }
  return out;
}

/** Makes one; asked again with the same key it is the same one. */
export async function make(copy: Copy): Promise<Outcome> {
  try {
    return { kind: "made", rule: (await call<Rule>("POST", "/schedule/rules", copy.body, { "Idempotency-Key": copy.key })).body };
  } catch (failure) {
    return { kind: "failed", failure };
  }
}

export const takeBack = (rule: Rule): Promise<void> => del(`/schedule/rules/${rule.id}`, `"${rule.revision}"`);
