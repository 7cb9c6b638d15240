import { ApiError, call, etagOf, get } from "../../base/api";
import type { Rule } from "../../base/types";
import type { RuleBody } from "../rule/draft";

/** What a person is about to do to the schedule. Nothing of it is done before they have seen what it comes to. */
export type Change =
  | { kind: "save"; rule: Rule | null; body: RuleBody }
  | { kind: "delete"; rule: Rule }
  /** @property revision the one to bring back; `current` the one that stands now */
  | { kind: "restore"; id: string; name: string; revision: number; current: number }
  /** The undoing of a rule's making. */
  | { kind: "unmake"; id: string; name: string; current: number };

/** @param cutAtOnce whether it passes the freeze and cuts what is on air, which is a right and is audited */
export async function carryOut(change: Change, cutAtOnce: boolean, key: string): Promise<void> {
  const query = cutAtOnce ? "?applyNow=true" : "";
  const based = (revision: number) => ({ "If-Match": etagOf({ revision }) });
  switch (change.kind) {
    case "save":
      await (change.rule ? call("PUT", `/schedule/rules/${change.rule.id}${query}`, change.body, based(change.rule.revision))
        : call("POST", `/schedule/rules${query}`, change.body, { "Idempotency-Key": key }));
      return;
    case "delete":
      await call("DELETE", `/schedule/rules/${change.rule.id}${query}`, undefined, based(change.rule.revision));
      return;
    case "unmake":
      await call("DELETE", `/schedule/rules/${change.id}${query}`, undefined, based(change.current));
      return;
    case "restore":
      await call("POST", `/schedule/rules/${change.id}/restore${query}`, { revision: change.revision }, based(change.current));
  }
}

/** The same change upon what stands there now; null where that is gone. */
export async function rebased(change: Change): Promise<Change | null> {
  if (change.kind === "restore" || change.kind === "unmake" || !change.rule) {
    return null;
  }
  try {
    return { ...change, rule: await get<Rule>(`/schedule/rules/${change.rule.id}`) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** What of a rule another person has changed meanwhile. */
export function changedFields(was: Rule, is: Rule): (keyof Rule)[] {
  const told: (keyof Rule)[] = ["name", "groups", "screens", "playlist", "class", "priority", "from", "until", "recurrence"];
  return told.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
}
