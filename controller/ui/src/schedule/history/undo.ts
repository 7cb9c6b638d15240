import type { Change } from "../apply/change";

/** One edit as the controller keeps it. */
export interface ChangeJson {
  ruleId: string;
  name: string;
  revision: number;
  at: string | null;
  by: string;
  change: string;
  applyNow: boolean;
  /** What undoes exactly this edit; null where a later one stands upon it. */
  undo: { delete: true } | { restore: number } | null;
}

/** What undoes an edit, as a change like any other: seen in words before it is done. */
export function undoOf({ ruleId, name, revision, undo }: ChangeJson): Change | null {
  if (!undo) {
    return null;
  }
  return "restore" in undo ? { kind: "restore", id: ruleId, name, revision: undo.restore, current: revision }
    : { kind: "unmake", id: ruleId, name, current: revision };
}
