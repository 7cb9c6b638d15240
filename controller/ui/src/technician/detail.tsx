import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import { zoneName } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import { StoppedNote } from "../stop/strip";
import { Marks, Problems } from "../walls/marks";
import { Picture } from "../walls/picture";
import { Commands } from "./commands";
import { Figures } from "./figures";
import { Events } from "./events";
import { useHealth } from "./health";
import { useImpact, useLine } from "./line";
import { technicianWords } from "./words";

const EVERY_MILLIS = 2000;

/** One screen as a technician needs it. */
export function Detail({ screen }: { screen: Screen }) {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const line = useLine();
  const impact = useImpact();
  const { health: all, failure } = useHealth([screen.id], EVERY_MILLIS);
  const health = all[screen.id];
  const now = useNow(60_000);
  return (
    <article class="detail" data-screen={screen.id} data-online={String(screen.online)}>
      <header class="page-head">
        <h1>{screen.name} <small>{screen.width}×{screen.height} · {screen.frameRate}/s · {zoneName(screen.zone, now)}</small></h1>
      </header>
      <div class="two">
        {/* All that changes by itself stands in here, where it moves no button. */}
        <section class="card" aria-label={words.snapshot}>
          <p class="said" role="status">{line(screen, health)}</p>
          {health && <p class="impact">{words.impact}{base.colon}<strong>{impact(health)}</strong></p>}
          <Failure of={failure} />
          <Picture screen={screen} />
          <StoppedNote screen={screen} />
          <Marks screen={screen} />
          <Problems problems={screen.problems} />
        </section>
        <Commands screen={screen} />
        {health && <Figures screen={screen} health={health} />}
        {health && <Events screen={screen} health={health} />}
      </div>
    </article>
  );
}
