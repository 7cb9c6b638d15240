import { ApiError, call, etagOf, get } from "../../base/api";
import { rfc3339 } from "../../base/time";
import type { Rule, RuleClass } from "../../base/types";
import type { RuleBody } from "../rule/draft";
import type { ClashesJson, Owner } from "../timeline/clashes";
import { further, spanOf, type Span } from "./span";

/** What a person is about to do to the schedule. Nothing of it is done before they have seen what it comes to. */
export type Change =
  | { kind: "save"; rule: Rule | null; body: RuleBody }
  | { kind: "delete"; rule: Rule }
  /** @property revision the one to bring back; `current` the one that stands now */
  | { kind: "restore"; id: string; name: string; revision: number; current: number }
  /** The undoing of a rule's making. */
  | { kind: "unmake"; id: string; name: string; current: number };

export interface DifferencesJson {
  items: { screenId: string; from: string; until: string; before: Owner; after: Owner }[];
  text: { en: string; zh: string }[];
  hints: { code: string; screenId?: string; cutAfterMillis?: number; turnMillis?: number; ruleId?: string; name?: string }[];
  frozen: { screenId: string; from: string; until: string; ruleId: string; name: string; class: RuleClass }[];
  complete: boolean;
}

/** What a change would come to, in this range. */
export interface Foreseen extends Span {
  differences: DifferencesJson;
  /** Only of a rule that is made or changed. */
  clashes: ClashesJson | null;
}

function asked(change: Change): unknown {
  switch (change.kind) {
    case "save": return { rule: change.rule?.id ?? null, draft: change.body };
    case "delete": return { rule: change.rule.id, delete: true };
    case "unmake": return { rule: change.id, delete: true };
    case "restore": return { rule: change.id, restore: change.revision };
  }
}

/** Asks the controller what a change would come to; it refuses here what it would refuse then. Where nothing changes soon it looks as far as one can. */
export async function foresee(change: Change, now: number): Promise<Foreseen> {
  const span = spanOf(change, now);
  const near = await foreseeIn(change, span);
  const far = near.differences.text.length === 0 ? further(span) : null;
  return far ? foreseeIn(change, far) : near;
}

async function foreseeIn(change: Change, { from, until }: Span): Promise<Foreseen> {
  const window = new URLSearchParams({ from: rfc3339(from), until: rfc3339(until) });
  const clashes = async () => {
    if (change.kind !== "save") {
      return null;
    }
    const rule: Record<string, string> = change.rule ? { rule: change.rule.id } : {};
    return (await call<ClashesJson>("POST", `/schedule/conflicts?${new URLSearchParams({ ...Object.fromEntries(window), ...rule })}`, change.body)).body;
  };
  const [differences, both] = await Promise.all([call<DifferencesJson>("POST", `/schedule/differences?${window}`, asked(change)), clashes()]);
  return { from, until, differences: differences.body, clashes: both };
}

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
