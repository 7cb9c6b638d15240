import type { ComponentChildren } from "preact";
import { useWords } from "../../base/i18n";
import { clock, near, zoneName } from "../../base/time";
import type { Screen } from "../../base/types";
import { to } from "../../shell/route";
import type { HiddenPart } from "./clashes";
import { useNames } from "./names";
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
export function ScreenRow({ screen, top, index, range, width, stretches, hidden, spot, children }: {
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
  children?: ComponentChildren;
}) {
  const words = useWords(timelineWords);
  const least = width > 0 ? (LEAST_PIXELS * (range.until - range.from)) / width : 0;
  const shown = stretches && bars(stretches, least);
  return (
    <div role="row" aria-rowindex={index + 1} class="plan-row" style={{ top: `${top}px` }} data-row={screen.id}>
      <div role="rowheader" class="name">
        <a href={to("schedule", screen.id)} title={screen.name} tabIndex={-1}>{screen.name}</a>
        {screen.zone !== range.zone && <small title={words.otherZone(zoneName(screen.zone, range.from))}>{screen.zone}</small>}
      </div>
      <div role="none" class="space" data-screen={screen.id}>
        {shown?.map((bar) => (
          <BarCell key={bar.from} bar={bar} screen={screen} range={range} reached={spot !== null && spot >= bar.from && spot < bar.until} />
        ))}
        {!shown && <div role="gridcell" class="reading">{words.reading}</div>}
        {hidden.map((part) => (
          <span key={`${part.rule.ruleId} ${part.from}`} class="hidden-part" data-hidden={part.rule.name} aria-hidden="true"
            title={words.hidden(part.rule.name ?? "", screen.name, clock(part.from, range.zone), clock(part.until, range.zone), part.byName)}
            style={{ left: percent(Math.max(part.from, range.from), range), width: share(Math.min(part.until, range.until) - Math.max(part.from,
              range.from), range) }} />
        ))}
        {children}
      </div>
    </div>
  );
}

function BarCell({ bar, screen, range, reached }: { bar: Bar; screen: Screen; range: Range; reached: boolean }) {
  const words = useWords(timelineWords);
  const names = useNames();
  const [stretch] = bar.stretches;
  if (!stretch) {
    return null;
  }
  const crowd = bar.stretches.length > 1;
  const look = crowd ? "crowd" as const : names.look(stretch);
  const name = crowd ? words.crowd(bar.stretches.length) : names.name(stretch);
  const said = words.cell(name, crowd ? "" : names.lookName(stretch), near(bar.from, range.zone, range.from), near(bar.until, range.zone, range.from),
    screen.name);
  return (
    <div role="gridcell" tabIndex={reached ? 0 : -1} class={`piece ${look}`} data-from={bar.from} data-until={bar.until} data-rule={crowd ? undefined
      : stretch.ruleId ?? undefined}
      data-kind={crowd ? "crowd" : stretch.kind} data-computed={stretch.computed || undefined} aria-label={said} title={said}
      style={{ left: percent(bar.from, range), width: share(bar.until - bar.from, range) }}>
      <span class="label" aria-hidden="true">{names.glyph(look)}{name}</span>
    </div>
  );
}
