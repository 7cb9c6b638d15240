import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../base/api";
import { Failure, useAction } from "../../base/errors";
import { useWords } from "../../base/i18n";
import { brief, rfc3339 } from "../../base/time";
import type { Screen } from "../../base/types";
import { baseWords } from "../../base/words";
import { useScreens } from "../../live/live";
import type { Span } from "../preview";
import { GLYPHS, useOwnerName } from "../timeline/names";
import { useNews } from "../timeline/plans";
import { Losers, type WhyJson } from "./losers";
import { whyWords } from "./words";

/** Screens told at first, and with each press for more: each is two questions to the controller. */
const STEP = 20;

interface Seen {
  screen: Screen;
  why: WhyJson;
  item: string | null;
}

/** What every screen shows at one instant, and why: who else wanted it and by which step of the order it lost. */
export function LookAt({ at, zone, screens }: {
  at: number;
  zone: string;
  /** Those that the timeline shows. */
  screens: Screen[];
}) {
  const words = useWords(whyWords);
  const base = useWords(baseWords);
  const ownerName = useOwnerName();
  const news = useNews();
  const [count, setCount] = useState(STEP);
  const [seen, setSeen] = useState<Seen[]>([]);
  const { failure, run } = useAction();
  const newest = useRef(0);
  const names = useScreens().length;
  const asked = screens.slice(0, count);
  useEffect(() => {
    const turn = ++newest.current;
    // A marker that is dragged asks once it rests.
    const timer = setTimeout(() => void run(async () => {
      const all = await inTurn(asked, (screen) => lookAt(screen, at));
      if (turn === newest.current) {
        setSeen(all);
      }
    }), 250);
    return () => clearTimeout(timer);
  }, [at, news, names, asked.map((screen) => screen.id).join(" ")]);
  return (
    <section class="look" id="look" aria-label={words.at(brief(at, zone, Date.now()))}>
      <h2>{words.at(brief(at, zone, 0))}</h2>
      <Failure of={failure} />
      <div class="scroll" tabIndex={0} role="group" aria-label={words.at("")}>
        <table>
          <thead><tr>{[base.screen, words.shows, words.item, words.losers].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>
            {seen.map(({ screen, why, item }) => (
              <tr key={screen.id} data-look={screen.id}>
                <th scope="row">{screen.name}</th>
                <td>{why.winner.class && GLYPHS[why.winner.class]}{ownerName(why.winner)}</td>
                <td>{item ?? base.none}</td>
                <td>{why.losers.length ? <Losers why={why} zone={zone} now={at} bare /> : base.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {screens.length > count && <p><button type="button" onClick={() => setCount(count + STEP)}>{base.more(Math.min(STEP,
        screens.length - count))}</button></p>}
    </section>
  );
}

async function lookAt(screen: Screen, at: number): Promise<Seen> {
  const instant = { screen: screen.id, from: rfc3339(at), until: rfc3339(at + 1) };
  const [why, spans] = await Promise.all([
    get<WhyJson>(`/schedule/why?${new URLSearchParams({ screen: screen.id, at: rfc3339(at) })}`),
    get<Span[]>(`/schedule/preview?${new URLSearchParams(instant)}`),
  ]);
  return { screen, why, item: spans[0]?.itemName ?? null };
}

/** Two at a time: the live feed and the timeline need lines to the controller as well. */
async function inTurn<T, R>(all: T[], each: (one: T) => Promise<R>): Promise<R[]> {
  const out: R[] = [];
  for (let i = 0; i < all.length; i += 2) {
    out.push(...await Promise.all(all.slice(i, i + 2).map(each)));
  }
  return out;
}
