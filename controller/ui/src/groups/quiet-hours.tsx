import { useEffect, useState } from "preact/hooks";
import { etagOf, get, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { Field, Pick, RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import { day } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed } from "../live/live";
import { groupWords } from "./words";

/** As the API tells them; what this page cannot make, such as calendars, goes back as it came. */
interface QuietItem {
  name: string;
  recurrence: { start: string; end?: string | null; lengthMillis?: number; rrule?: string | null };
}

interface QuietHours {
  revision: number;
  items: QuietItem[];
}

/** The quiet hours that are being filled in, and whether anybody has done so. */
interface Draft {
  name: string;
  days: string;
  from: string;
  until: string;
  touched: boolean;
}

const FRESH: Draft = { name: "", days: "daily", from: "22:00", until: "06:00", touched: false };
const RULES: Record<string, string> = {
  daily: "FREQ=DAILY", weekdays: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", weekends: "FREQ=WEEKLY;BYDAY=SA,SU",
};
/** Windows begin at their start at the earliest: one that began yesterday evening is to hold already. */
const BEFORE_MILLIS = 8 * 86_400_000;

/** When a screen is black on purpose: what there is, one more, one less; saved together. */
export function QuietHoursDialog({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(groupWords);
  const feed = useFeed();
  const [begun, setBegun] = useState<QuietHours | null>(null);
  const [items, setItems] = useState<QuietItem[]>([]);
  const [draft, setDraft] = useState(FRESH);
  const { failure, run } = useAction();
  useEffect(() => {
    void run(async () => {
      const found = await get<QuietHours>(`/screens/${screen.id}/quiet-hours`);
      setBegun(found);
      setItems(found.items);
    });
  }, [screen.id]);
  const names = items.map((item) => item.name);
  const name = draft.name.trim() || firstFree(names, words.quietName);
  const reason = !draft.from || !draft.until ? words.quietTimesLack : names.includes(name) ? words.quietNameTaken : null;
  const unchanged = !draft.touched && items === begun?.items;
  const drafted = () => [...items, made(draft, name, screen)];
  const add = () => {
    setItems(drafted());
    setDraft(FRESH);
  };
  // What was filled in and not added is meant too: lost silently, the wall would be lit at night.
  const save = async () => {
    if (begun) {
      await put(`/screens/${screen.id}/quiet-hours`, { items: draft.touched ? drafted() : items }, etagOf(begun));
      feed.soon("screens");
    }
  };
  return (
    <FormDialog id="quiet-hours" title={words.quietTitle(screen.name)} action={words.change}
      blocked={!begun || unchanged || (draft.touched && reason !== null)} onSubmit={save} onClose={onClose}>
      <p class="hint">{words.quietHint(screen.zone)}</p>
      <Failure of={failure} />
      {begun && items.length === 0 && <p class="hint" id="no-quiet-hours">{words.noQuiet}</p>}
      {items.length > 0 && (
        <ul id="quiet-items">
          {items.map((item, index) => (
            <li key={item.name} class="row" data-quiet={item.name}>
              <span><strong>{item.name}</strong> {said(item, words.quietDays)}</span>
              <RemoveButton name={item.name} onClick={() => setItems(items.filter((_, each) => each !== index))} />
            </li>
          ))}
        </ul>
      )}
      <NewQuiet draft={draft} reason={reason} onDraft={(part) => setDraft({ ...draft, ...part, touched: true })} onAdd={add} />
      {begun && unchanged && !reason && <p class="hint" id="quiet-unchanged">{words.quietUnchanged}</p>}
    </FormDialog>
  );
}

function RemoveButton({ name, onClick }: { name: string; onClick: () => void }) {
  const base = useWords(baseWords);
  return <RowButton kind="remove-quiet" says={base.remove} about={name} onClick={onClick} />;
}

/** In words where this page made it, as it is otherwise. */
function said({ recurrence }: QuietItem, days: Record<string, string>): string {
  const known = Object.keys(RULES).find((each) => RULES[each] === recurrence.rrule);
  const from = recurrence.start.slice(11, 16);
  return `${known ? days[known] : recurrence.rrule ?? recurrence.start.slice(0, 10)} ${from}–${recurrence.end?.slice(0, 5) ?? "…"}`;
}

/** The first default name that none has: after a removal the next number may be taken. */
function firstFree(taken: string[], named: (number: number) => string): string {
  let number = taken.length + 1;
  while (taken.includes(named(number))) {
    number++;
  }
  return named(number);
}

function made(draft: Draft, name: string, screen: Screen): QuietItem {
  const start = `${day(Date.now() - BEFORE_MILLIS, screen.zone)}T${draft.from}`;
  return { name, recurrence: { start, end: draft.until, rrule: RULES[draft.days] ?? null } };
}

function NewQuiet({ draft, reason, onDraft, onAdd }: {
  draft: Draft;
  /** Why it cannot be added as it is. */
  reason: string | null;
  onDraft: (part: Partial<Draft>) => void;
  onAdd: () => void;
}) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  return (
    <fieldset id="new-quiet">
      <legend>{words.addQuiet}</legend>
      <div class="fields">
        <Field name="quietName" label={base.name} maxLength={100} value={draft.name} onText={(name) => onDraft({ name })} />
        <Pick name="quietDays" label={words.days} value={draft.days} from={Object.keys(RULES).map((id) => ({ id, name: words.quietDays[id] ?? id }))}
          onPick={(days) => onDraft({ days })} />
        <Field name="quietFrom" label={words.darkFrom} type="time" value={draft.from} onText={(from) => onDraft({ from })} />
        <Field name="quietUntil" label={words.darkUntil} type="time" value={draft.until} onText={(until) => onDraft({ until })} />
      </div>
      {reason && <p class="notice warn" id="quiet-reason">{reason}</p>}
      <button type="button" id="add-quiet" disabled={reason !== null} onClick={onAdd}>{base.add}</button>
    </fieldset>
  );
}
