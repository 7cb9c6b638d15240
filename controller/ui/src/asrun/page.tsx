import { useEffect, useState } from "preact/hooks";
import { Failure, useAction } from "../base/errors";
import { Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { day as dayOf, dayAfter, ownZone, zoneName } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { controllerNow, useFeed, useNow, useScreens } from "../live/live";
import { go, useRoute } from "../shell/route";
import { scheduleWords } from "../schedule/words";
import { downloadTable, readShowings, type Showing } from "./showings";
import { ShowingTable } from "./table";
import { asRunWords } from "./words";

const AGAIN_MILLIS = 30_000;
/** Where nothing is recorded yet one waits for the first line. */
const EMPTY_AGAIN_MILLIS = 3_000;
const OUTCOMES = ["running", "shown", "inferred", "interrupted", "missed", "notShown", "unknown", "planned"];
/** What one asks for first is what was, not what is to come. */
const recorded = (row: Showing): boolean => row.outcome !== "planned";

/** The record of one screen and one day: #/as-run/screen?day=2026-11-03&outcome=missed. */
export function AsRunPage() {
  const words = useWords(asRunWords);
  const schedule = useWords(scheduleWords);
  const { id, query } = useRoute();
  const feed = useFeed();
  const screens = useScreens();
  const screen = screens.find((each) => each.id === id) ?? screens[0];
  const today = dayOf(controllerNow(feed.live), screen?.zone ?? ownZone());
  const day = /^\d{4}-\d\d-\d\d$/.test(query.get("day") ?? "") ? (query.get("day") ?? today) : today;
  const outcome = query.get("outcome");
  return (
    <section class="card" aria-label={words.asRun} id="as-run">
      <header><h1>{words.asRun}</h1></header>
      <p class="hint">{words.hint}</p>
      {screen
        ? <Record key={`${screen.id} ${day}`} screen={screen} screens={screens} day={day} today={today} outcome={outcome} />
        : <p>{schedule.noScreens}</p>}
    </section>
  );
}

interface Asked {
  screen: Screen;
  screens: Screen[];
  day: string;
  today: string;
  /** Null for all but those planned. */
  outcome: string | null;
}

function Record({ screen, screens, day, today, outcome }: Asked) {
  const words = useWords(asRunWords);
  const base = useWords(baseWords);
  const [rows, setRows] = useState<Showing[] | null>(null);
  const feed = useFeed();
  const { busy, failure, run } = useAction();
  const reading = () => run(async () => setRows(await readShowings(screen, day, controllerNow(feed.live))));
  // Only today's record still grows.
  const turn = Math.floor(useNow(1000) / (rows?.some(recorded) === false ? EMPTY_AGAIN_MILLIS : AGAIN_MILLIS));
  useEffect(() => void reading(), [screen.id, day, day === today ? turn : 0]);
  const turnTo = (part: Partial<{ screen: string; day: string; outcome: string | null }>) => {
    const next = { screen: screen.id, day, outcome, ...part };
    go("as-run", next.screen, { day: next.day, ...(next.outcome ? { outcome: next.outcome } : {}) });
  };
  const shown = rows?.filter((row) => (outcome === null ? recorded(row) : row.outcome === outcome)) ?? [];
  return (
    <>
      <div class="row">
        <Pick inline name="screen" label={base.screen} value={screen.id} from={screens} onPick={(id) => turnTo({ screen: id })} />
        <button class="small" aria-label={words.before} title={words.before} onClick={() => turnTo({ day: dayAfter(day, -1) })}>‹</button>
        <label class="inline">
          {words.day}
          <input name="day" type="date" value={day} max={today} onChange={(e) => e.currentTarget.value && turnTo({ day: e.currentTarget.value })} />
        </label>
        <button class="small" aria-label={words.after} title={words.after} disabled={day >= today} onClick={() => turnTo({ day: dayAfter(day, 1) })}>
          ›
        </button>
        <button class="small" disabled={day === today} onClick={() => turnTo({ day: today })}>{words.today}</button>
        <span class="spring" />
        <button class="small" disabled={busy} onClick={() => void reading()}>{words.read}</button>
        <button id="download-csv" disabled={busy} onClick={() => void run(() => downloadTable(screen, day, outcome, controllerNow(feed.live)))}>
          {words.download}
        </button>
      </div>
      <p class="hint">{words.zoneOf(zoneName(screen.zone, Date.parse(`${day}T12:00:00Z`)))}</p>
      <Failure of={failure} />
      {rows && <Outcomes rows={rows} chosen={outcome} onChoose={(chosen) => turnTo({ outcome: chosen })} />}
      {rows && (shown.length > 0 ? <ShowingTable rows={shown} zone={screen.zone} /> : <p class="notice">{rows.length ? words.noneSuch : words.none}</p>)}
    </>
  );
}

/** How often each outcome came, and a choice of one. */
function Outcomes({ rows, chosen, onChoose }: { rows: Showing[]; chosen: string | null; onChoose: (outcome: string | null) => void }) {
  const words = useWords(asRunWords);
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const chip = (outcome: string | null, label: string, many: number) => (
    <button key={label} class="chip" data-outcome={outcome ?? "all"} aria-pressed={chosen === outcome} onClick={() => onChoose(outcome)}>
      {label} <b>{many}</b>
    </button>
  );
  return (
    <div class="chips" role="group" aria-label={words.outcome}>
      {chip(null, words.recorded, rows.filter(recorded).length)}
      {OUTCOMES.filter((outcome) => count(outcome) > 0 || outcome === chosen)
        .map((outcome) => chip(outcome, words.outcomes[outcome] ?? outcome, count(outcome)))}
    </div>
  );
}
