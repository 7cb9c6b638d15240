import type { ComponentChildren } from "preact";
import { Field, Pick } from "../../base/fields";
import { useLanguage, useWords } from "../../base/i18n";
import { day, dayStart, zoneName } from "../../base/time";
import { rangeAt, rangeTitle, stepped, ZOOMS, type Range } from "./range";
import { timelineWords } from "./words";

/** Which days the timeline shows, how near, and by whose clocks. */
export function Toolbar({ range, zones, now, sought, onRange, onSought, children }: {
  range: Range;
  /** Of all screens. */
  zones: string[];
  now: number;
  sought: string;
  onRange: (range: Range) => void;
  onSought: (words: string) => void;
  children?: ComponentChildren;
}) {
  const words = useWords(timelineWords);
  const language = useLanguage();
  // What one looks at stays in sight: now if it is there, else the middle.
  const held = now >= range.from && now < range.until ? now : (range.from + range.until) / 2;
  const goTo = (date: string) => {
    // Whoever types a year has typed its first digits before.
    const at = date >= "2000" ? dayStart(date, range.zone) : null;
    if (at !== null) {
      onRange(rangeAt(range.zoom, at, range.zone));
    }
  };
  return (
    <div class="plan-tools">
      <div class="row">
        <button id="earlier" type="button" aria-label={words.earlier} title={words.earlier} onClick={() => onRange(stepped(range, -1))}>‹</button>
        <button id="today" type="button" onClick={() => onRange(rangeAt(range.zoom, now, range.zone))}>{words.today}</button>
        <button id="later" type="button" aria-label={words.later} title={words.later} onClick={() => onRange(stepped(range, 1))}>›</button>
        <strong class="range-title" aria-live="polite">{rangeTitle(range, language)}</strong>
      </div>
      <div class="row" role="group" aria-label={words.zoom}>
        {ZOOMS.map((zoom) => (
          <button key={zoom} type="button" class="chip" data-zoom={zoom} aria-pressed={zoom === range.zoom}
            onClick={() => onRange(rangeAt(zoom, held, range.zone))}>
            {words.zooms[zoom]}
          </button>
        ))}
      </div>
      <label class="inline">{words.goTo}
        <input type="date" name="goTo" value={day(range.from, range.zone)} onInput={(e) => goTo(e.currentTarget.value)} />
      </label>
      {zones.length > 1
        ? <Pick inline name="zone" label={words.zone} value={range.zone} from={zones.map((zone) => ({ id: zone, name: zoneName(zone, range.from) }))}
            onPick={(zone) => onRange(rangeAt(range.zoom, held, zone))} />
        : <small class="zone">{zoneName(range.zone, range.from)}</small>}
      <Field inline name="sought" label="" said={words.filter} placeholder={words.filter} value={sought} onText={onSought} />
      <span class="spring" />
      {children}
    </div>
  );
}
