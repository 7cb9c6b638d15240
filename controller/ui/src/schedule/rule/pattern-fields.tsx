import { Choice, Field, Pick } from "../../base/fields";
import { useLanguage, useWords } from "../../base/i18n";
import { lastLast, NEVER, WEEKDAYS, type End, type Pattern } from "./pattern";
import { recurrenceWords } from "./recurrence-words";
import { ruleWords } from "./words";

const NTHS = [1, 2, 3, 4, 5, -1];
const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const DATES = [...Array.from({ length: 31 }, (_, i) => i + 1), -1];

/** What a choice of days still leaves open. */
export function PatternFields({ pattern, onChange }: { pattern: Pattern; onChange: (pattern: Pattern) => void }) {
  const words = useWords(ruleWords);
  const told = recurrenceWords[useLanguage()];
  if (pattern.kind === "dates" || pattern.kind === "other") {
    return null;
  }
  const number = (text: string) => Math.max(1, Math.min(9999, Number(text) || 1));
  return (
    <>
      {pattern.kind === "weekly" && (
        <fieldset class="row days">
          <legend>{words.onDays}</legend>
          {WEEKDAYS.map((day) => (
            <Choice key={day} type="checkbox" name="day" value={day} label={told.weekdays[day]} checked={pattern.days.includes(day)}
              onTick={(ticked) => onChange({ ...pattern, days: WEEKDAYS.filter((each) => (each === day ? ticked : pattern.days.includes(each))) })} />
          ))}
        </fieldset>
      )}
      {pattern.kind === "monthlyDate" && (
        <fieldset class="row dates">
          <legend>{words.monthDates}</legend>
          {DATES.map((date) => (
            <Choice key={date} type="checkbox" name="date" value={String(date)} label={date === -1 ? words.lastDay : String(date)}
              checked={pattern.dates.includes(date)}
              onTick={(ticked) => onChange({ ...pattern, dates: ticked ? [...pattern.dates, date].sort(lastLast)
                : pattern.dates.filter((each) => each !== date) })} />
          ))}
        </fieldset>
      )}
      <div class="fields">
        {pattern.kind === "monthlyDay" && <>
          <Pick name="nth" label={words.nth} value={String(pattern.nth)} from={NTHS.map((nth) => ({ id: String(nth), name: words.nths[String(nth)] ?? "" }))}
            onPick={(nth) => onChange({ ...pattern, nth: Number(nth) })} />
          <Pick name="weekday" label={words.onDays} value={pattern.day} from={WEEKDAYS.map((day) => ({ id: day, name: told.weekdays[day] }))}
            onPick={(day) => onChange({ ...pattern, day: WEEKDAYS.find((each) => each === day) ?? "MO" })} />
        </>}
        {pattern.kind === "yearly" && <>
          <Pick name="month" label={words.month} value={String(pattern.month)} from={MONTHS.map((month) => ({ id: String(month), name: told.month(month) }))}
            onPick={(month) => onChange({ ...pattern, month: Number(month) })} />
          <Field name="date" label={words.date} type="number" min={1} max={31} required value={String(pattern.date)}
            onText={(date) => onChange({ ...pattern, date: Math.min(31, number(date)) })} />
        </>}
        <Field name="every" label={words.every(words.units[pattern.kind])} type="number" min={1} max={9999} required value={String(pattern.every)}
          onText={(text) => onChange({ ...pattern, every: number(text) })} />
        <EndFields end={pattern.end} onChange={(end) => onChange({ ...pattern, end })} />
      </div>
    </>
  );
}

function EndFields({ end, onChange }: { end: End; onChange: (end: End) => void }) {
  const words = useWords(ruleWords);
  const choose = (kind: string) => onChange(kind === "until" ? { kind, date: new Date().toISOString().slice(0, 10) } : kind === "count"
    ? { kind, count: 10 } : NEVER);
  const kinds = ["never", "until", "count"] as const;
  return (
    <>
      <Pick name="stops" label={words.stops} value={end.kind} from={kinds.map((kind) => ({ id: kind, name: words.stopKinds[kind] }))} onPick={choose} />
      {end.kind === "until" && <Field name="lastOne" label={words.lastOne} type="date" required value={end.date} onText={(date) => date
        && onChange({ ...end, date })} />}
      {end.kind === "count" && <Field name="times" label={words.times} type="number" min={1} max={9999} required value={String(end.count)}
        onText={(text) => onChange({ ...end, count: Math.max(1, Number(text) || 1) })} />}
    </>
  );
}
