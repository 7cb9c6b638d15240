import { clock, day } from "../../base/time";
import type { ClashesJson, Owner } from "./clashes";

/** The same hiding on several days and screens, told once. */
export interface Folded {
  key: string;
  rule: Owner;
  by: Owner;
  /** Times of day by the clocks of the zone. */
  from: string;
  until: string;
  days: string[];
  screens: string[];
}

const short = (time: string): string => (time.endsWith(":00") ? time.slice(0, 5) : time);

/** In the order of the first of each. */
export function folded(parts: ClashesJson["hidden"], zone: string): Folded[] {
  const out = new Map<string, Folded>();
  for (const { screenId, from, until, rule, by } of parts) {
    const [begins, ends] = [short(clock(from, zone)), short(clock(until, zone))];
    const key = [rule.ruleId, by.ruleId ?? by.kind, begins, ends].join(" ");
    const date = day(from, zone);
    const known = out.get(key);
    if (!known) {
      out.set(key, { key, rule, by, from: begins, until: ends, days: [date], screens: [screenId] });
    } else {
      if (!known.days.includes(date)) {
        known.days.push(date);
      }
      if (!known.screens.includes(screenId)) {
        known.screens.push(screenId);
      }
    }
  }
  return [...out.values()];
}
