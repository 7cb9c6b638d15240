import { clock } from "../base/time";
import { HORIZON_MILLIS, type Stretch } from "./preview";
import { useSource } from "./source";

const HOUR = 3_600_000;

/** The next 24 hours of one screen as a bar, to scale, with the hours of the screen's own clocks. The table beside it says the same in words. */
export function Chart({ stretches, from, zone }: { stretches: Stretch[]; from: number; zone: string }) {
  const said = useSource();
  const percent = (millis: number) => `${(100 * millis) / HORIZON_MILLIS}%`;
  const first = Math.ceil(from / HOUR) * HOUR;
  const hours = Array.from({ length: 24 }, (_, i) => first + i * HOUR).filter((at) => at < from + HORIZON_MILLIS);
  return (
    <div class="chart" aria-hidden="true">
      {hours.map((at, i) => (
        <span key={at} class={i % 3 ? "hour" : "hour named"} style={{ left: percent(at - from) }}>{i % 3 === 0 && clock(at, zone).slice(0, 5)}</span>
      ))}
      <div class="track">
        {stretches.map((part) => (
          <span key={part.from} class={part.source.kind} style={{ left: percent(part.from - from), width: percent(part.until - part.from) }}
            title={`${clock(part.from, zone)} – ${clock(part.until, zone)} ${said(part.source)}`} />
        ))}
      </div>
    </div>
  );
}
