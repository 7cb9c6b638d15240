import { useState } from "preact/hooks";
import { useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { ruleWords } from "./words";

/** A list of dates: each can be taken out again. */
export function DateList({ name, label, dates, onChange }: { name: string; label: string; dates: string[]; onChange: (dates: string[]) => void }) {
  const words = useWords(ruleWords);
  const base = useWords(baseWords);
  const [typed, setTyped] = useState("");
  const add = () => {
    if (typed) {
      onChange([...new Set([...dates, typed])].sort());
      setTyped("");
    }
  };
  return (
    <div class="row date-list" role="group" aria-label={label}>
      <label class="inline">{label} <input type="date" name={name} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
      <button type="button" class="small" data-add={name} disabled={!typed} aria-label={base.named(words.addDate, label)} onClick={add}>＋</button>
      {dates.map((date) => (
        <button key={date} type="button" class="chip" aria-label={base.named(base.remove, `${label} ${date}`)}
          onClick={() => onChange(dates.filter((each) => each !== date))}>
          {date} <span aria-hidden="true">✕</span></button>
      ))}
    </div>
  );
}
