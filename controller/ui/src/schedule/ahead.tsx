import { useEffect, useState } from "preact/hooks";
import { Failure, useAction } from "../base/errors";
import { Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { More, useShown } from "../base/more";
import { near, zoneName } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { controllerNow, useFeed, useLive, useNow, useScreens } from "../live/live";
import { go, useRoute } from "../shell/route";
import { Chart } from "./chart";
import { contents, readPreview, stretches, type Span, type Stretch } from "./preview";
import { useSource } from "./source";
import { scheduleWords } from "./words";

/** A day of it may be a megabyte; what changes the plan has it read at once anyway. */
const AGAIN_MILLIS = 300_000;

/** What a screen will show in the next 24 hours: as a bar to scale, in words, and showing by showing. */
export function Ahead() {
  const words = useWords(scheduleWords);
  const { id } = useRoute();
  const screens = useScreens();
  const chosen = screens.find((screen) => screen.id === id) ?? screens[0];
  return (
    <section class="card" aria-label={words.ahead} id="ahead">
      <header><h2>{words.ahead}</h2></header>
      <p class="hint">{words.aheadHint}</p>
      {!chosen ? <p>{words.noScreens}</p> : <Day key={chosen.id} screen={chosen} screens={screens} />}
    </section>
  );
}

/** The plan, read again when the schedule changes and as time goes on. */
function usePlan(screen: string): { spans: Span[] | null; from: number; failure: unknown } {
  const feed = useFeed();
  const rules = useLive((live) => live.rules);
  const groups = useLive((live) => live.groups);
  const known = useLive((live) => live.screens !== null);
  const turn = Math.floor(useNow(1000) / AGAIN_MILLIS);
  const [plan, setPlan] = useState<{ spans: Span[]; from: number } | null>(null);
  const { failure, run } = useAction();
  useEffect(() => {
    if (known) {
      const from = controllerNow(feed.live);
      void run(async () => setPlan({ spans: await readPreview(screen, from), from }));
    }
  }, [screen, rules, groups, known, turn]);
  return { spans: plan?.spans ?? null, from: plan?.from ?? 0, failure };
}

function Day({ screen, screens }: { screen: Screen; screens: Screen[] }) {
  const words = useWords(scheduleWords);
  const { spans, from, failure } = usePlan(screen.id);
  const parts = spans && stretches(spans);
  return (
    <>
      <p class="row">
        <Pick inline name="screen" label={words.choose} value={screen.id} from={screens} onPick={(id) => go("schedule", id)} />
        <small>{zoneName(screen.zone, from || Date.now())}</small>
      </p>
      <Failure of={failure} />
      {parts && <Chart stretches={parts} from={from} zone={screen.zone} />}
      {parts && <Stretches parts={parts} screen={screen} from={from} />}
      {spans && <Turns spans={spans} screen={screen} from={from} />}
    </>
  );
}

function Stretches({ parts, screen, from }: { parts: Stretch[]; screen: Screen; from: number }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const said = useSource();
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={words.ahead}>
      <table>
        <thead><tr>{[words.from, words.until, words.shows, words.items].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {parts.slice(0, 200).map((part) => (
            <tr key={part.from} data-source={part.source.kind}>
              <td class="figure">{near(part.from, screen.zone, from)}</td>
              <td class="figure">{near(part.until, screen.zone, from)}</td>
              <th scope="row"><span class={`swatch ${part.source.kind}`} aria-hidden="true" />{said(part.source)}</th>
              <td>{contents(part).slice(0, 30).map((item) => words.times(item.name, item.count)).join(base.comma)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every single showing, for who wants to know when exactly. */
function Turns({ spans, screen, from }: { spans: Span[]; screen: Screen; from: number }) {
  const words = useWords(scheduleWords);
  const [open, setOpen] = useState(false);
  const shown = useShown(spans.length);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{words.turns(spans.length)}</summary>
      {open && <>
        <table>
          <thead><tr><th scope="col">{words.from}</th><th scope="col">{words.until}</th><th scope="col">{words.item}</th></tr></thead>
          <tbody>
            {spans.slice(0, shown.count).map((span) => (
              <tr key={span.from}>
                <td class="figure">{near(span.from, screen.zone, from)}</td>
                <td class="figure">{near(span.until, screen.zone, from)}</td>
                <td>{span.itemName ?? words.slate}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <More shown={shown} />
      </>}
    </details>
  );
}
