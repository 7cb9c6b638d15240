import { useMemo, useRef } from "preact/hooks";
import { Failure } from "../../base/errors";
import { useLanguage, useWords } from "../../base/i18n";
import type { Screen } from "../../base/types";
import { controllerNow, useFeed, useLive, useNow } from "../../live/live";
import { useMay } from "../../shell/session";
import { Pending } from "../../walls/pending";
import { ClashList } from "./clash-list";
import { hiddenOf, useClashes, type HiddenPart } from "./clashes";
import { Ghost, HeldAloud } from "./ghost";
import { stepOf, snapped, type Held } from "./held";
import { Legend } from "./legend";
import { useNames, useOwnerName } from "./names";
import { usePlans } from "./plans";
import { rangeAt, ticks, type Range } from "./range";
import { GROUP_PIXELS, SCREEN_PIXELS, useSight, useWidth, type Row } from "./rows";
import { percent, ScreenRow } from "./row";
import { useSpot } from "./spot";
import { useHold } from "./use-hold";
import { timelineWords } from "./words";

const NARROW_PIXELS = 560;
const NONE: HiddenPart[] = [];

/** Screens as rows, time from left to right. Of many screens only those in sight are drawn, read and told of. */
export function PlanGrid({ rows, range, marker, onMarker, onFold, onOpen, onDrop, onRange }: {
  rows: Row[];
  range: Range;
  onFold: (group: string) => void;
  onOpen: (screen: Screen, from: number, until: number) => void;
  /** The instant at which one looks at all screens. */
  marker: number | null;
  onMarker: (at: number) => void;
  /** A window was moved, stretched or made; nothing is stored yet. */
  onDrop: (held: Held) => void;
  onRange: (range: Range) => void;
}) {
  const words = useWords(timelineWords);
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const sight = useSight(rows, box);
  const width = useWidth(axis);
  const screens = sight.placed.flatMap(({ row }) => (row.kind === "screen" ? [row.screen] : []));
  const plans = usePlans(screens, range);
  const spot = useSpot(box, rows, range, onOpen);
  const rules = useLive((live) => live.rules);
  const names = useNames();
  const clashes = useClashes(screens, range);
  const ownerName = useOwnerName();
  const hiddenBy = useMemo(() => Map.groupBy(hiddenOf(clashes, ownerName), (part) => part.screen), [clashes, ownerName]);
  const groups = useLive((live) => live.groups);
  const feed = useFeed();
  const may = useMay("editSchedule");
  const find = { screen: (id: string) => screens.find((screen) => screen.id === id), rule: (id: string) => rules.find((rule) => rule.id === id) };
  const hold = useHold(box, range, find, may, () => controllerNow(feed.live), onDrop, onRange, (at) => rangeAt(range.zoom, at, range.zone));
  const { held } = hold;
  const concerns = (screen: Screen) => held !== null
    && (held.rule ? held.rule.groups.includes(screen.group) || held.rule.screens.includes(screen.id) : held.screen.id === screen.id);
  const onKey = (event: KeyboardEvent) => {
    hold.onKey(event);
    spot.onKey(event);
  };
  const marks = useMemo(() => ticks(range, language, width < NARROW_PIXELS), [range, language, width < NARROW_PIXELS]);
  return (
    <>
      <Failure of={plans.failure} />
      <p class="unseen" id="plan-keys">{words.keys}</p>
      <div class="plan" data-zoom={range.zoom} ref={box} role="grid" aria-label={words.title} aria-describedby="plan-keys" aria-rowcount={rows.length}
        tabIndex={-1} data-held={held ? "" : undefined} onKeyDown={onKey} onPointerDown={hold.onPointerDown} onClick={(event) => !hold.swallow()
          && spot.onClick(event)}
        onFocusIn={spot.onFocus}>
        <div class="axis" aria-hidden="true" onPointerDown={(event) => followMarker(event, axis.current, range, onMarker)}>
          <div class="name" />
          <div class="space" ref={axis}>
            {marks.map((tick) => <span key={tick.at} class={tick.strong ? "tick strong" : "tick"} style={{ left: percent(tick.at, range) }}>{tick.text}</span>)}
          </div>
        </div>
        <div role="none" class="lines" style={{ height: `${sight.height}px` }}>
          <div class="backdrop" aria-hidden="true">
            {marks.map((tick) => <span key={tick.at} class={tick.strong ? "strong" : undefined} style={{ left: percent(tick.at, range) }} />)}
          </div>
          {sight.placed.map(({ row, top, index }) => row.kind === "group"
            ? <div key={row.id} role="row" aria-rowindex={index + 1} class="plan-group" style={{ top: `${top}px`, height: `${GROUP_PIXELS}px` }}>
                <div role="rowheader">
                  <button type="button" class="quiet small" aria-expanded={row.open} aria-label={words.close(row.name)} onClick={() => onFold(row.id)}>
                    <span aria-hidden="true">{row.open ? "▾" : "▸"}</span> {row.name}</button> <small>{words.screens(row.count)}</small>
                  {groups.map((group) => group.id === row.id && <Pending key={group.id} group={group} />)}
                </div>
              </div>
            : <ScreenRow key={row.screen.id} screen={row.screen} top={top} index={index} range={range} width={width} stretches={plans.of(row.screen.id)}
                hidden={hiddenBy.get(row.screen.id) ?? NONE} names={names} spot={spot.in(row.screen.id)}>
                {held && concerns(row.screen) && <Ghost held={held} range={range} />}
              </ScreenRow>)}
          <div class="overlay" style={{ height: `${Math.max(sight.height, SCREEN_PIXELS)}px` }}>
            <NowLine range={range} />
            {marker !== null && marker >= range.from && marker < range.until && <span class="marker" id="marker" style={{ left: percent(marker, range) }} />}
          </div>
        </div>
      </div>
      {held && hold.byKeys && <HeldAloud held={held} range={range} />}
      <Legend />
      <ClashList clashes={clashes} range={range} all={screensOf(rows) === screens.length} />
    </>
  );
}

/** Of open groups and folded ones. */
const screensOf = (rows: Row[]): number => rows.reduce((sum, row) => sum + (row.kind === "group" ? row.count : 0), 0);

function NowLine({ range }: { range: Range }) {
  const words = useWords(timelineWords);
  const now = useNow(5000);
  return now < range.from || now >= range.until ? null
    : <span class="now-line" aria-hidden="true" style={{ left: percent(now, range) }}><span>{words.nowLine}</span></span>;
}

/** A press on the hours sets the marker, and drags it. */
function followMarker(event: PointerEvent, axis: HTMLElement | null, range: Range, onMarker: (at: number) => void): void {
  if (!axis || event.button !== 0) {
    return;
  }
  event.preventDefault();
  const put = ({ clientX }: PointerEvent) => {
    const { left, width } = axis.getBoundingClientRect();
    const at = snapped(range.from + ((range.until - range.from) * (clientX - left)) / width, stepOf(range) / (range.zoom === "hours" ? 1 : 3));
    onMarker(Math.min(range.until - 1000, Math.max(range.from, at)));
  };
  const stop = () => {
    removeEventListener("pointermove", put);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
  };
  addEventListener("pointermove", put);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
  put(event);
}
