import type { InputHTMLAttributes } from "preact";
import { useWords } from "./i18n";
import { baseWords } from "./words";

export interface FieldProps {
  name: string;
  label: string;
  value: string;
  /** Hears every keystroke. */
  onText: (text: string) => void;
  type?: "text" | "number" | "password" | "datetime-local" | "date" | "time";
  min?: number;
  max?: number;
  step?: number | "any";
  minLength?: number;
  maxLength?: number;
  required?: boolean;
  autocomplete?: "off" | "current-password";
  placeholder?: string;
  /** What screen readers say instead, where there is no label to see. */
  said?: string;
  inline?: boolean;
}

/** A labelled line of text, a number or a time. */
export function Field({ label, inline, said, onText, ...rest }: FieldProps) {
  // The library's types have one shape for each type of input and none for their union.
  const native = rest as InputHTMLAttributes<HTMLInputElement>;
  return <label class={inline ? "inline" : undefined}>{label}<input {...native} aria-label={said} onInput={(e) => onText(e.currentTarget.value)} /></label>;
}

/** A labelled choice of one thing that has an id and a name. */
export function Pick({ name, label, said, value, from, disabled, inline, onPick }: {
  name: string;
  label: string;
  /** What screen readers say instead, where the label alone would leave open to what it belongs. */
  said?: string;
  value: string;
  from: readonly { id: string; name: string }[];
  disabled?: boolean;
  inline?: boolean;
  onPick: (id: string) => void;
}) {
  return (
    <label class={inline ? "inline" : undefined}>
      {label}
      <select name={name} aria-label={said} value={value} disabled={disabled} onChange={(e) => onPick(e.currentTarget.value)}>
        {from.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
      </select>
    </label>
  );
}

/** A radio button or check box with its text after it. */
export function Choice({ type, name, value, label, checked, onTick }: {
  type: "radio" | "checkbox";
  name: string;
  value: string;
  label: string;
  checked: boolean;
  onTick: (ticked: boolean) => void;
}) {
  return (
    <label class="choice"><input type={type} name={name} value={value} checked={checked} onChange={(e) => onTick(e.currentTarget.checked)} />{label}</label>
  );
}

/** A small button of which there are many alike: who hears the page hears to what each belongs. */
export function RowButton({ says, about, kind, onClick }: { says: string; about: string; kind: string; onClick: () => void }) {
  const words = useWords(baseWords);
  return <button type="button" class={`small ${kind}`} aria-label={words.named(says, about)} onClick={onClick}>{says}</button>;
}
