import { useWords } from "../base/i18n";
import type { Rule } from "../base/types";
import { baseWords } from "../base/words";
import { useLive, useScreens } from "../live/live";

/** Whom a rule is for: the screens of these groups, and these screens. */
export type Targets = Pick<Rule, "groups" | "screens">;

/** A one-off window. */
export type Window = Rule & { from: string; until: string };

export const isWindow = (rule: Rule): rule is Window => rule.from !== null && rule.until !== null;

/** Whether it may still be shown: a rule that comes again always may. */
export const isAhead = (rule: Rule, now: number): boolean => !isWindow(rule) || Date.parse(rule.until) > now;

/** Whom a rule is for, in words. */
export function useTargets(): (targets: Targets) => string {
  const base = useWords(baseWords);
  const groups = useLive((live) => live.groups);
  const screens = useScreens();
  const names = (ids: string[], from: { id: string; name: string }[]) => ids.map((id) => from.find((each) => each.id === id)?.name ?? base.unknown);
  return (targets) => [...names(targets.groups, groups), ...names(targets.screens, screens)].join(base.comma);
}
