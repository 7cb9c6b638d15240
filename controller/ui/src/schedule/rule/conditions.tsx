import { Pick } from "../../base/fields";
import { useWords } from "../../base/i18n";
import type { CalendarCondition } from "../../base/types";
import { baseWords } from "../../base/words";
import { useCalendars } from "../calendars/use-calendars";
import { ruleWords } from "./words";

const KINDS = ["notOn", "on", "onlyOn"] as const;

/** What calendars have to do with a rule's days. */
export function ConditionFields({ conditions, onChange }: { conditions: CalendarCondition[]; onChange: (conditions: CalendarCondition[]) => void }) {
  const words = useWords(ruleWords);
  const base = useWords(baseWords);
  const calendars = useCalendars();
  const first = calendars.find((each) => !conditions.some((condition) => condition.calendar === each.id)) ?? calendars[0];
  const put = (place: number, part: Partial<CalendarCondition>) => onChange(conditions.map((each, i) => (i === place ? { ...each, ...part } : each)));
  return (
    <fieldset>
      <legend>{words.conditions}</legend>
      {conditions.map((condition, place) => (
        <div key={place} class="row condition">
          <Pick inline name="calendar" label="" said={words.calendar} value={condition.calendar} from={calendars}
            onPick={(calendar) => put(place, { calendar })} />
          <Pick inline name="kind" label="" said={words.condition} value={condition.kind}
            from={KINDS.map((kind) => ({ id: kind, name: words.conditionKinds[kind] }))}
            onPick={(kind) => put(place, { kind: kind as CalendarCondition["kind"] })} />
          <button type="button" class="small" aria-label={base.named(base.remove, `${words.calendar} ${place + 1}`)}
            onClick={() => onChange(conditions.filter((_, i) => i !== place))}>✕</button>
        </div>
      ))}
      {first ? <button type="button" class="small" id="add-condition" onClick={() => onChange([...conditions, { calendar: first.id,
        kind: "notOn" }])}>＋ {words.addCalendar}</button>
        : <small>{words.noCalendars}</small>}
    </fieldset>
  );
}
