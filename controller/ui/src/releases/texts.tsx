import { useId } from "preact/hooks";
import { useWords } from "../base/i18n";
import { SCRIPTS, type Script, type Text } from "./api";
import { characters, FIELDS, MOST } from "./draft";
import { releaseWords } from "./words";

const LANGUAGES: Record<Script, string> = { zh: "zh-CN", bo: "bo" };
const ROWS: Record<keyof Text, number> = { title: 1, digest: 2, body: 6 };

/** Title, digest and text in Chinese and in Tibetan, side by side, each with how long it is. */
export function TextFields({ name, texts, onTexts }: { name: string; texts: Record<Script, Text>; onTexts: (texts: Record<Script, Text>) => void }) {
  const words = useWords(releaseWords);
  return (
    <>
      {FIELDS.map((field) => (
        <fieldset key={field} class="scripts">
          <legend>{words.fields[field]}</legend>
          {SCRIPTS.map((script) => (
            <Side key={script} name={`${name}.${script}.${field}`} script={script} field={field} value={texts[script][field]}
              onText={(written) => onTexts({ ...texts, [script]: { ...texts[script], [field]: written } })} />
          ))}
        </fieldset>
      ))}
    </>
  );
}

function Side({ name, script, field, value, onText }: { name: string; script: Script; field: keyof Text; value: string; onText: (text: string) => void }) {
  const words = useWords(releaseWords);
  const told = useId();
  const count = characters(value);
  const over = count > MOST[field];
  return (
    <div>
      <label>
        <span class="head">{words.scripts[script]}<small id={told} class={over ? "bad" : undefined}>{over && "✕ "}{words.count(count, MOST[field])}</small></span>
        {/* Not cut off at the most: what is pasted is shortened by hand, and never in the midst of a word. */}
        <textarea name={name} lang={LANGUAGES[script]} rows={ROWS[field]} value={value} spellcheck={false} aria-invalid={over} aria-describedby={told}
          onInput={(e) => onText(e.currentTarget.value)} />
      </label>
    </div>
  );
}
