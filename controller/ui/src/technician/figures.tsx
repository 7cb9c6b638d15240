import type { ComponentChildren } from "preact";
import { useWords } from "../base/i18n";
import { near, size, span } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import type { Health } from "./health";
import { technicianWords } from "./words";

const millis = (value: number | null | undefined, digits = 1): string => (value === null || value === undefined ? "–" : `${value.toFixed(digits)} ms`);

/** Everything that is measured, with its unit. */
export function Figures({ screen, health }: { screen: Screen; health: Health }) {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const now = useNow(1000);
  const when = (at: string | null | undefined) => (at ? near(at, screen.zone, now) : "–");
  const { clock, disk, fetch } = health;
  return (
    <section class="card" aria-label={words.figures} id="figures">
      <h2>{words.figures}</h2>
      <dl class="figures">
        <Figure name={words.agentVersion}>{health.agentVersion ?? "–"}</Figure>
        <Figure name={words.address}>{health.agentAddress ?? "–"}</Figure>
        {health.online && <Figure name={words.since}>{when(health.since)}</Figure>}
        <Figure name={words.heartbeat}>{when(screen.lastHeartbeatAt)}</Figure>
        <Figure name={words.offset}>
          {clock ? `${millis(clock.offsetMillis)}, ${words.bound} ${millis(clock.boundMillis)}, ${clock.locked ? words.locked : words.loose}` : "–"}
        </Figure>
        <Figure name={words.roundTrip}>{millis(clock?.roundTripMillis)}</Figure>
        <Figure name={words.drift}>{millis(health.driftMillis)}</Figure>
        <Figure name={words.outputDelay}>{millis(health.outputDelayMillis)}</Figure>
        <Figure name={words.dropped}>{health.droppedFrames ?? "–"}</Figure>
        <Figure name={words.timeline}>
          {screen.reported?.onAirVersion ?? "–"} <small>{screen.desired && words.wanted(screen.desired.timelineVersion)}</small>
        </Figure>
        <Figure name={words.readyUntil}>{when(screen.reported?.readyUntil)}</Figure>
        <Figure name={words.freeDisk}>{disk ? size(disk.freeBytes) : "–"}</Figure>
        <Figure name={words.cache}>{disk?.cacheBytes != null ? `${size(disk.cacheBytes)}, ${words.files(disk.cacheFiles ?? 0)}` : "–"}</Figure>
        <Figure name={words.fetch}>
          {!fetch ? "–" : fetch.files === 0 ? words.nothingToFetch
            : `${words.files(fetch.files)}, ${size(fetch.bytes)}, ${fetch.etaMillis === null ? words.noEta : words.eta(span(fetch.etaMillis, base))}`}
        </Figure>
      </dl>
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
