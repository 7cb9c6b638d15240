import { useState } from "preact/hooks";
import { Field, Pick } from "../../base/fields";
import { useLanguage, useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { useCalendarName } from "../calendars/use-calendars";
import { ConditionFields } from "./conditions";
import { DateList } from "./dates";
import { recurrenceOf, type Again } from "./draft";
import { NEVER, parse, weekday, WORKDAYS, write, type Pattern } from "./pattern";
import { PatternFields } from "./pattern-fields";
import { Refused } from "./refused";
import { recurrenceSentence } from "./sentence";
import { ruleWords } from "./words";

const CHOICES = ["daily", "workdays", "weekly", "monthlyDate", "monthlyDay", "yearly", "dates"] as const;
type Chosen = (typeof CHOICES)[number] | "other";

/** When a rule comes again: times, days by ordinary choices, and the sentence that it comes to in both languages. */
export function AgainFields({ again, onChange, failure }: { again: Again; onChange: (again: Again) => void; failure: unknown }) {
  const words = useWords(ruleWords);
  const patch = (part: Partial<Again>) => onChange({ ...again, ...part });
  const { pattern } = again;
  const chosen: Chosen = pattern.kind === "weekly" && pattern.every === 1 && pattern.days.length === 5
    && WORKDAYS.every((each) => pattern.days.includes(each)) ? "workdays" : pattern.kind;
  // Whoever chose the weekdays themselves goes on ticking them, also past Monday to Friday.
  const [byDays, setByDays] = useState(false);
  const offered = chosen === "other" || again.was?.rrule && parse(again.was.rrule, again.was.start).kind === "other" ? [...CHOICES, "other" as const] : CHOICES;
  const choose = (kind: Chosen) => {
    setByDays(kind === "weekly");
    patch({ pattern: fresh(kind, again) });
  };
  const nights = again.longer + (again.ends > again.begins ? 0 : 1);
  const special = again.extra.length + again.except.length + again.calendars.length > 0 || again.validFrom !== "" || again.validLast !== "";
  return (
    <>
      <div class="fields">
        <Field name="start" label={words.firstDay} type="date" required value={again.start} onText={(start) => patch({ start })} />
        <Field name="begins" label={words.begins} type="time" step={1} required value={again.begins} onText={(begins) => patch({ begins })} />
        <Field name="ends" label={words.ends} type="time" step={1} required value={again.ends} onText={(ends) => patch({ ends })} />
      </div>
      {nights > 0 && again.begins && again.ends && <p class="hint">☾ {nights === 1 ? words.overnight : words.longer(nights)}</p>}
      <Pick name="repeat" label={words.repeat} value={byDays && chosen === "workdays" ? "weekly" : chosen}
        from={offered.map((kind) => ({ id: kind, name: words.choices[kind] }))}
        onPick={(kind) => choose(kind as Chosen)} />
      <PatternFields pattern={pattern} onChange={(next) => patch({ pattern: next })} />
      <InWords again={again} />
      <details open={special}>
        <summary>{words.moreDates}</summary>
        <DateList name="except" label={words.except} dates={again.except} onChange={(except) => patch({ except })} />
        <DateList name="extra" label={words.extra} dates={again.extra} onChange={(extra) => patch({ extra })} />
        <div class="fields">
          <Field name="validFrom" label={words.validFrom} type="date" value={again.validFrom} onText={(validFrom) => patch({ validFrom })} />
          <Field name="validLast" label={words.validLast} type="date" value={again.validLast} onText={(validLast) => patch({ validLast })} />
        </div>
        <ConditionFields conditions={again.calendars} onChange={(calendars) => patch({ calendars })} />
        <Refused at="calendars" of={failure} />
      </details>
      <details open={chosen === "other"}>
        <summary>{words.expert}</summary>
        <Field name="rrule" label={words.rrule} value={recurrenceOf(again).rrule ?? ""} maxLength={1000}
          onText={(text) => patch({ pattern: parse(text, again.start), was: { rrule: text, start: again.start } })} />
        <p class="hint">{words.rruleHint}</p>
      </details>
    </>
  );
}

/** What another choice begins with: what the days and times at hand suggest. */
function fresh(kind: Chosen, { pattern, start, was }: Again): Pattern {
  const every = "every" in pattern ? pattern.every : 1;
  const end = "end" in pattern ? pattern.end : NEVER;
  const day = weekday(start);
  const date = Number(start.slice(8)) || 1;
  switch (kind) {
    case "daily": return { kind, every, end };
    case "workdays": return { kind: "weekly", every: 1, days: [...WORKDAYS], end };
    case "weekly": return { kind, every, days: [day], end };
    case "monthlyDate": return { kind, every, dates: [date], end };
    case "monthlyDay": return { kind, every, nth: Math.min(5, Math.ceil(date / 7)), day, end };
    case "yearly": return { kind, every, month: Number(start.slice(5, 7)) || 1, date, end };
    case "dates": return { kind };
    case "other": return { kind, text: was?.rrule ?? write(pattern) ?? "" };
  }
}

/** The recurrence told in both languages, the page's own first. */
function InWords({ again }: { again: Again }) {
  const words = useWords(ruleWords);
  const base = useWords(baseWords);
  const language = useLanguage();
  const name = useCalendarName();
  if (!again.start || !again.begins || !again.ends) {
    return null;
  }
  const recurrence = recurrenceOf(again);
  const other = language === "en" ? "zh-CN" : "en";
  return (
    <div class="notice in-words" id="in-words" aria-live="polite">
      <small>{words.inWords}{base.colon}</small>
      <p lang={language}>{recurrenceSentence(recurrence, language, name)}</p>
      <p lang={other} class="hint">{recurrenceSentence(recurrence, other, name)}</p>
    </div>
  );
}
