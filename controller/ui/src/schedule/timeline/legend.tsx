import { useWords } from "../../base/i18n";
import { GLYPHS } from "./names";
import type { Look } from "./spans";
import { timelineWords } from "./words";

const SHOWN: readonly Look[] = ["loop", "default", "normal", "fixed", "keyPeriod", "quiet", "hole"];

/** What each kind of bar means. */
export function Legend() {
  const words = useWords(timelineWords);
  return (
    <ul class="legend" aria-label={words.legend}>
      {SHOWN.map((look) => <li key={look}><span class={`sample piece ${look}`} aria-hidden="true">{GLYPHS[look]}</span>{words.looks[look]}</li>)}
      <li><span class="sample hidden-part" aria-hidden="true" />{words.hiddenLook}</li>
      <li><span class="sample piece normal" data-computed aria-hidden="true" />{words.computedLook}</li>
    </ul>
  );
}
