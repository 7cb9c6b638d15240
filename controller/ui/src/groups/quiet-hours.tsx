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
  const { failure, run } = useAction();
  useEffect(() => {
    void run(async () => {
      const found = await get<QuietHours>(`/screens/${screen.id}/quiet-hours`);
      setBegun(found);
      setItems(found.items);
    });
  }, [screen.id]);
  const save = async () => {
    if (begun) {
      await put(`/screens/${screen.id}/quiet-hours`, { items }, etagOf(begun));
      feed.soon("screens");
    }
  };
  return (
    <FormDialog id="quiet-hours" title={words.quietTitle(screen.name)} action={words.change} blocked={!begun} onSubmit={save} onClose={onClose}>
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
      <NewQuiet screen={screen} taken={items.map((item) => item.name)} onAdd={(item) => setItems([...items, item])} />
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

function NewQuiet({ screen, taken, onAdd }: { screen: Screen; taken: string[]; onAdd: (item: QuietItem) => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const [name, setName] = useState("");
  const [days, setDays] = useState("daily");
  const [from, setFrom] = useState("22:00");
  const [until, setUntil] = useState("06:00");
  const free = words.quietName(taken.length + 1);
  const chosen = name.trim() || free;
  const add = () => {
    onAdd({ name: chosen, recurrence: { start: `${day(Date.now() - BEFORE_MILLIS, screen.zone)}T${from}`, end: until, rrule: RULES[days] ?? null } });
    setName("");
  };
  return (
    <fieldset id="new-quiet">
      <legend>{words.addQuiet}</legend>
      <div class="fields">
        <Field name="quietName" label={base.name} maxLength={100} value={name} onText={setName} />
        <Pick name="quietDays" label={words.days} value={days} from={Object.keys(RULES).map((id) => ({ id, name: words.quietDays[id] ?? id }))} onPick={setDays} />
        <Field name="quietFrom" label={words.darkFrom} type="time" value={from} onText={setFrom} />
        <Field name="quietUntil" label={words.darkUntil} type="time" value={until} onText={setUntil} />
      </div>
      <button type="button" id="add-quiet" disabled={!from || !until || taken.includes(chosen)} onClick={add}>{base.add}</button>
    </fieldset>
  );
}
