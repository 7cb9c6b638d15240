import { call } from "../../base/api";
import { rfc3339 } from "../../base/time";
import type { RuleClass } from "../../base/types";
import type { ClashesJson, Owner } from "../timeline/clashes";
import type { Change } from "./change";
import { further, spanOf, type Span } from "./span";

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
