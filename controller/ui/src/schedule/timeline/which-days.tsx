import { Dialog } from "../../base/dialog";
import { useWords } from "../../base/i18n";
import { localInput } from "../../base/time";
import { baseWords } from "../../base/words";
import type { Edit } from "../edits";
import { bodyOfRule } from "../rule/draft";
import { bodyAt, timesOf, type Held } from "./held";
import { timelineWords } from "./words";

/** Of a rule that comes again one day was moved: what is meant? */
export function WhichDays({ held, onEdit, onClose }: { held: Held; onEdit: (edit: Edit) => void; onClose: () => void }) {
  const words = useWords(timelineWords);
  const base = useWords(baseWords);
  const { rule, screen, day } = held;
  if (!rule || !day) {
    return null;
  }
  const all = bodyAt(held);
  const times = `${localInput(held.from, screen.zone).slice(11, 16)} – ${localInput(held.until, screen.zone).slice(11, 16)}`;
  const skip = () => {
    const body = bodyOfRule(rule);
    if (body.recurrence) {
      onEdit({ what: "apply", zone: screen.zone, change: { kind: "save", rule, body: { ...body, recurrence: { ...body.recurrence,
        except: [...body.recurrence.except, day].sort() } } } });
    }
  };
  return (
    <Dialog title={words.whichTitle(rule.name)} onClose={onClose}>
      <p>{words.whichHint}</p>
      {all === null && <p class="notice">{words.otherDay}</p>}
      <p class="actions" id="which-days">
        <button type="button" id="all-days" class="main" data-first={all !== null} disabled={all === null}
          onClick={() => all && onEdit({ what: "apply", zone: screen.zone, change: { kind: "save", rule, body: all } })}>{words.allDays(timesOf(rule),
            times)}</button>
        <button type="button" id="skip-this" onClick={skip}>{words.skipDay(day)}</button>
        <button type="button" onClick={onClose}>{base.cancel}</button>
      </p>
    </Dialog>
  );
}
