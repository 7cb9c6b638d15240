import { useState } from "preact/hooks";
import type { Rule } from "../../base/types";
import { ApplyDialog } from "../apply/dialog";
import type { Change } from "../apply/change";
import type { Foreseen } from "../apply/foresee";
import type { Draft } from "./draft";
import { RuleForm } from "./form";

/** Makes or changes a rule: the form, then what it would change, then back or done. What was typed is kept on the way back. */
export function EditRule({ rule, draft: first, zone, onClose }: { rule: Rule | null; draft: Draft; zone: string; onClose: () => void }) {
  const [draft, setDraft] = useState(first);
  const [seen, setSeen] = useState<{ change: Change; foreseen: Foreseen; zone: string } | null>(null);
  return seen
    ? <ApplyDialog change={seen.change} foreseen={seen.foreseen} zone={seen.zone} onBack={() => setSeen(null)} onClose={onClose} />
    : <RuleForm rule={rule} draft={draft} zone={zone} onDraft={setDraft} onSeen={setSeen} onClose={onClose} />;
}
