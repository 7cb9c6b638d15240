import { useId } from "preact/hooks";
import { useWords } from "../base/i18n";
import { SCRIPTS, type Bilingual, type Part, type Script } from "./api";
import { characters, type Faults } from "./draft";
import { noticeWords } from "./words";

const LANGUAGES: Record<Script, string> = { zh: "zh-CN", bo: "bo" };
const ROWS: Record<Part, number> = { title: 2, body: 5, ticker: 2 };

/** One part of a notice in Chinese and in Tibetan, side by side; what is wrong with either is said below it. */
export function BothScripts({ part, text, most, required, faults, readOnly, onText }: {
  part: Part;
  text: Bilingual;
  /** Characters that may be written. */
  most: Record<Script, number> | undefined;
  required: boolean;
  faults: Faults;
  readOnly: boolean;
  onText: (text: Bilingual) => void;
}) {
  const words = useWords(noticeWords);
  return (
    <fieldset class="scripts">
      <legend>{words.parts[part]}</legend>
      {SCRIPTS.map((script) => (
        <Side key={script} name={`${part}.${script}`} label={words.scripts[script]} lang={LANGUAGES[script]} rows={ROWS[part]} value={text[script]}
          most={most?.[script]} required={required} fault={faults[`${part}.${script}`]} readOnly={readOnly}
          onText={(written) => onText({ ...text, [script]: written })} />
      ))}
    </fieldset>
  );
}

function Side({ name, label, lang, rows, value, most, required, fault, readOnly, onText }: {
  name: string;
  label: string;
  lang: string;
  rows: number;
  value: string;
  most: number | undefined;
  required: boolean;
  fault: string | undefined;
  readOnly: boolean;
  onText: (text: string) => void;
}) {
  const words = useWords(noticeWords);
  const told = useId();
  const count = characters(value);
  return (
    <div>
      <label>
        <span class="head">{label}{most !== undefined && <small class={count > most ? "bad" : undefined}>{words.count(count, most)}</small>}</span>
        {/* Not cut off at the most: what is pasted is shortened by hand, and never in the midst of a word. */}
        <textarea name={name} lang={lang} rows={rows} value={value} readOnly={readOnly} required={required} spellcheck={false} aria-invalid={!!fault}
          aria-describedby={fault ? told : undefined} onInput={(e) => onText(e.currentTarget.value)} />
      </label>
      {fault && <p class="fault bad" id={told}>✕ {fault}</p>}
    </div>
  );
}
