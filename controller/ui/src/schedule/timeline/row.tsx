import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { useWords } from "../../base/i18n";
import { brief, clock, zoneName } from "../../base/time";
import type { Screen } from "../../base/types";
import { to } from "../../shell/route";
import type { HiddenPart } from "./clashes";
import type { Names } from "./names";
import type { Range } from "./range";
import { bars, type Bar, type Stretch } from "./spans";
import { timelineWords } from "./words";

/** A bar that is drawn narrower than this shows nothing that one could read or hit. */
const LEAST_PIXELS = 3;

export const percent = (at: number, range: Range): string => `${(100 * (at - range.from)) / (range.until - range.from)}%`;
export const share = (millis: number, range: Range): string => `${(100 * millis) / (range.until - range.from)}%`;

/** Where the focus is, or would go: the bar of a screen that holds an instant. */
export interface Spot {
  screen: string;
  at: number;
}

/** One screen's bars in the range, and what is hidden below them. */
export function ScreenRow({ screen, top, index, range, width, stretches, hidden, spot, names, children }: {
  screen: Screen;
  top: number;
  index: number;
  range: Range;
  /** Of the bars' space, in pixels. */
  width: number;
  /** Null while it is read. */
  stretches: Stretch[] | null;
  hidden: HiddenPart[];
  /** The bar that the Tab key comes to; null in other rows. */
  spot: number | null;
  names: Names;
  children?: ComponentChildren;
}) {
  const words = useWords(timelineWords);
  const least = width > 0 ? (LEAST_PIXELS * (range.until - range.from)) / width : 0;
  // While one scrolls, what was drawn is not drawn again: the same nodes are known to be the same.
  const cells = useMemo(() => stretches && bars(stretches, least).map((bar) => (
    <BarCell key={bar.from} bar={bar} screen={screen.name} range={range} names={names} reached={spot !== null && spot >= bar.from && spot < bar.until} />
  )), [stretches, least, screen.name, range, names, spot]);
  const parts = useMemo(() => hidden.map((part) => {
    const [from, until] = [Math.max(part.from, range.from), Math.min(part.until, range.until)];
    const said = words.hidden(part.rule.name ?? "", screen.name, clock(part.from, range.zone), clock(part.until, range.zone), part.byName);
    return (
      <span key={`${part.rule.ruleId} ${part.from}`} class="hidden-part" data-hidden={part.rule.name} aria-hidden="true" title={said}
        style={{ left: percent(from, range), width: share(until - from, range) }} />
    );
  }), [hidden, range, screen.name, words]);
  return (
    <div role="row" aria-rowindex={index + 1} class="plan-row" style={{ top: `${top}px` }} data-row={screen.id}>
      <div role="rowheader" class="name">
        <a href={to("schedule", screen.id)} title={screen.name} tabIndex={-1}>{screen.name}</a>
        {screen.zone !== range.zone && <small title={words.otherZone(zoneName(screen.zone, range.from))}>{screen.zone}</small>}
      </div>
      <div role="none" class="space" data-screen={screen.id}>
        {cells ?? <div role="gridcell" class="reading">{words.reading}</div>}
        {parts}
        {children}
      </div>
    </div>
  );
}

function BarCell({ bar, screen, range, names, reached }: { bar: Bar; screen: string; range: Range; names: Names; reached: boolean }) {
  const words = useWords(timelineWords);
  const [stretch] = bar.stretches;
  if (!stretch) {
    return null;
  }
  const crowd = bar.stretches.length > 1;
  const look = crowd ? "crowd" as const : names.look(stretch);
  const name = crowd ? words.crowd(bar.stretches.length) : names.name(stretch);
  const said = words.cell(name, crowd ? "" : names.lookName(stretch), brief(bar.from, range.zone, range.from), brief(bar.until, range.zone, range.from),
    screen);
  return (
    <div role="gridcell" tabIndex={reached ? 0 : -1} class={`piece ${look}`} aria-label={said} title={said} data-from={bar.from} data-until={bar.until}
      data-kind={crowd ? "crowd" : stretch.kind} data-rule={(!crowd && stretch.ruleId) || undefined} data-computed={stretch.computed || undefined}
      style={{ left: percent(bar.from, range), width: share(bar.until - bar.from, range) }}>
      <span class="label" aria-hidden="true">{names.glyph(look)}{name}</span>
    </div>
  );
}
