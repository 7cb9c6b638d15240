import { call, del } from "../../base/api";
import { day, dayAfter, instantOf, localInput, rfc3339 } from "../../base/time";
import type { Rule, Screen } from "../../base/types";
import { foresee, type Foreseen } from "../apply/foresee";
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

/** A window, or some of its targets, that are not copied. */
export interface LeftOut {
  from: Window;
  targets: Targets;
  /** When it would begin there, as clocks on its walls show it: 2026-11-03T14:05. */
  at: string;
  /** `there`: the other week has it already; `skipped`: the clocks skip its begin or its end. */
  why: "there" | "skipped";
}

export interface Offer {
  copies: Copy[];
  left: LeftOut[];
}

export const NO_OFFER: Offer = { copies: [], left: [] };

/**
 * The one-off windows that begin in one week, at the same times of day in another, for the screens chosen. What is there already for the same targets, by name,
 * time and playlist, is left out.
 *
 * @param chosen none chosen: all
 */
export function copiesOf(rules: Rule[], screens: Screen[], source: string, target: string, chosen: Targets): Offer {
  const days = wholeWeeks(source, target);
  const windows = rules.filter(isWindow);
  const alike = (one: Window, from: number) => windows.filter((each) => each.name === one.name && each.playlist === one.playlist
    && Date.parse(each.from) === from);
  const offer: Offer = { copies: [], left: [] };
  for (const rule of windows.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const zone = zoneOf(rule, screens);
    const date = day(rule.from, zone);
    const targets = date >= source && date < dayAfter(source, 7) ? within(rule, screens, chosen) : null;
    if (!targets) {
      continue;
    }
    const [from, until] = [instantOf(shifted(rule.from, days, zone), zone), instantOf(shifted(rule.until, days, zone), zone)];
    const leave = (part: Targets, why: LeftOut["why"]) => offer.left.push({ from: rule, targets: part, at: shifted(rule.from, days, zone).slice(0, 16), why });
    if (from === null || until === null) {
      leave(targets, "skipped");
      continue;
    }
    const { has, lacks } = split(targets, alike(rule, from), screens);
    if (!isEmpty(has)) {
      leave(has, "there");
    }
    if (!isEmpty(lacks)) {
      offer.copies.push({ key: crypto.randomUUID(), from: rule, zone, body: { ...bodyOfRule(rule), ...lacks, from: rfc3339(from), until: rfc3339(until) } });
    }
  }
  return offer;
}

const isEmpty = ({ groups, screens }: Targets): boolean => groups.length + screens.length === 0;

/** Those targets that one of the rules has, and those that none has. */
function split(targets: Targets, rules: Targets[], screens: Screen[]): { has: Targets; lacks: Targets } {
  const group = (id: string) => rules.some((rule) => rule.groups.includes(id));
  const screen = (id: string) => rules.some((rule) => rule.screens.includes(id)) || screens.some((each) => each.id === id && group(each.group));
  return {
    has: { groups: targets.groups.filter(group), screens: targets.screens.filter(screen) },
    lacks: { groups: targets.groups.filter((id) => !group(id)), screens: targets.screens.filter((id) => !screen(id)) },
  };
}

/** By days on the clocks of its screens, which may skip that time. */
function shifted(at: string, days: number, zone: string): string {
  const local = localInput(at, zone);
  return `${dayAfter(local.slice(0, 10), days)}${local.slice(10)}`;
}

/** A rule's targets, as far as they are among those chosen; null if none is. */
function within(rule: Rule, screens: Screen[], chosen: Targets): Targets | null {
  if (isEmpty(chosen)) {
    return { groups: rule.groups, screens: rule.screens };
  }
  const groups = rule.groups.filter((group) => chosen.groups.includes(group));
  const its = screens.filter((screen) => !groups.includes(screen.group) && (rule.groups.includes(screen.group) || rule.screens.includes(screen.id))
    && (chosen.screens.includes(screen.id) || chosen.groups.includes(screen.group))).map((screen) => screen.id);
  const targets = { groups, screens: its };
  return isEmpty(targets) ? null : targets;
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
