import { useWords } from "../base/i18n";
import { Failure, useAction } from "../base/errors";
import { day } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow, useScreens } from "../live/live";
import { to, useRoute } from "../shell/route";
import { useMay } from "../shell/session";
import { StopLine } from "../stop/strip";
import { downloadLog } from "./commands";
import { Detail } from "./detail";
import { useHealth, type Health } from "./health";
import { useImpact, useLine } from "./line";
import { technicianWords } from "./words";

const LIST_EVERY_MILLIS = 5000;

export function TechnicianPage() {
  const words = useWords(technicianWords);
  const { id } = useRoute();
  const screens = useScreens();
  if (id === null) {
    return <List screens={screens} />;
  }
  const screen = screens.find((each) => each.id === id);
  return (
    <>
      <p class="crumbs"><a href={to("technician")}>‹ {words.back}</a></p>
      {screen ? <Detail key={id} screen={screen} /> : screens.length > 0 && <p class="notice warn">{words.unknown}</p>}
    </>
  );
}

function List({ screens }: { screens: Screen[] }) {
  const words = useWords(technicianWords);
  const mayManage = useMay("manageScreens");
  const { health, failure } = useHealth(screens.map((screen) => screen.id), LIST_EVERY_MILLIS);
  const { busy, failure: logFailure, run } = useAction();
  const now = useNow(60_000);
  const log = () => void run(() => downloadLog("/log", `ledwall-controller-${day(now, "UTC")}.log`));
  return (
    <section aria-label={words.technician}>
      <header class="page-head">
        <h1>{words.technician}</h1>
        {mayManage && <button id="controller-log" disabled={busy} onClick={log}>{words.controllerLog}</button>}
      </header>
      <p class="hint">{words.hint}</p>
      <Failure of={failure ?? logFailure} />
      <ul class="lines">{screens.map((screen) => <Line key={screen.id} screen={screen} health={health[screen.id]} />)}</ul>
    </section>
  );
}

function Line({ screen, health }: { screen: Screen; health: Health | undefined }) {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const line = useLine();
  const impact = useImpact();
  const kind = !screen.online ? "bad" : screen.stop || screen.problems.length || screen.cover || !screen.inSync ? "warn" : "good";
  return (
    <li class={`card line ${kind}`} data-screen={screen.id}>
      <a href={to("technician", screen.id)}><strong>{screen.name}</strong></a>
      <span class="said">{line(screen, health)} {screen.stop && <StopLine screen={screen} />}</span>
      <span class="impact">{health && <>{words.impact}{base.colon}{impact(health)}</>}</span>
    </li>
  );
}
