import type { Change } from "../apply/change";
import type { ChangeJson } from "./card";

/** What undoes an edit, as a change like any other: seen in words before it is done. */
export function undoOf({ ruleId, name, revision, undo }: ChangeJson): Change | null {
  if (!undo) {
    return null;
  }
  return "restore" in undo ? { kind: "restore", id: ruleId, name, revision: undo.restore, current: revision }
    : { kind: "unmake", id: ruleId, name, current: revision };
}
