import { useLanguage, useWords } from "../../base/i18n";
import { localInput } from "../../base/time";
import type { Held } from "./held";
import { dayName, type Range } from "./range";
import { percent, share } from "./row";
import { timelineWords } from "./words";

const shown = (at: number, range: Range): number => Math.min(range.until, Math.max(range.from, at));

/** Where what is held would lie. */
export function Ghost({ held, range }: { held: Held; range: Range }) {
  const said = useHeldText(held, range);
  const from = shown(held.from, range);
  const until = shown(held.until, range);
  return until <= from ? null : (
    <span class={from - range.from > 0.6 * (range.until - range.from) ? "ghost late" : "ghost"} aria-hidden="true"
      style={{ left: percent(from, range), width: share(until - from, range) }}><span>{said}</span></span>
  );
}

/** Told to whoever moves it by keys. */
export function HeldAloud({ held, range }: { held: Held; range: Range }) {
  return <p class="unseen" role="status" id="held">{useHeldText(held, range)}</p>;
}

function useHeldText(held: Held, range: Range): string {
  const words = useWords(timelineWords);
  const language = useLanguage();
  const [from, until] = [localInput(held.from, range.zone), localInput(held.until, range.zone)];
  const last = from.slice(0, 10) === until.slice(0, 10) ? "" : `${dayName(until.slice(0, 10), language)} `;
  return `${held.rule?.name ?? words.newWindow} ${dayName(from.slice(0, 10), language)} ${from.slice(11, 16)} – ${last}${until.slice(11, 16)}`;
}
