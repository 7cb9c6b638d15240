import { useState } from "preact/hooks";
import { useWords } from "./i18n";
import { baseWords } from "./words";

/** A list of any length stays quick when only its beginning is drawn until more is asked for. */
const STEP = 200;

export interface Shown {
  count: number;
  all: number;
  more: () => void;
}

export function useShown(all: number): Shown {
  const [count, setCount] = useState(STEP);
  return { count, all, more: () => setCount(count + STEP) };
}

export function More({ shown }: { shown: Shown }) {
  const words = useWords(baseWords);
  const rest = shown.all - shown.count;
  return rest <= 0 ? null : <p><button class="more" onClick={shown.more}>{words.more(Math.min(rest, STEP))}</button></p>;
}
