import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { near } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow, useScreens } from "../live/live";
import { useMay } from "../shell/session";
import { ResumeDialog } from "./resume";
import { stopWords } from "./words";

/** Says on every view that screens are stopped, which, by whom and why: nobody shall look for a fault there. */
export function StoppedStrip() {
  const words = useWords(stopWords);
  const may = useMay("stop");
  const stopped = useScreens().filter((screen) => screen.stop);
  const [resuming, setResuming] = useState(false);
  return (
    <>
      {stopped.length > 0 && (
        <section class="strip" aria-label={words.strip(stopped.length)} id="stopped-strip">
          <p>
            <strong><span class="octagon" aria-hidden="true" />{words.strip(stopped.length)}</strong>
            {may && <button id="resume" onClick={() => setResuming(true)}>{words.resume}</button>}
          </p>
          <ul>{stopped.map((screen) => <li key={screen.id}><StopLine screen={screen} named /></li>)}</ul>
        </section>
      )}
      {resuming && <ResumeDialog stopped={stopped} onClose={() => setResuming(false)} />}
    </>
  );
}

/** On a screen's own card: dark, and on purpose. */
export function StoppedNote({ screen }: { screen: Screen }) {
  const words = useWords(stopWords);
  return screen.stop ? (
    <p class="stopped"><strong><span class="octagon" aria-hidden="true" />{words.stoppedOnPurpose}</strong> <StopLine screen={screen} /></p>
  ) : null;
}

/** A screen's stop in words. */
export function StopLine({ screen, named }: { screen: Screen; named?: boolean }) {
  const words = useWords(stopWords);
  const base = useWords(baseWords);
  const now = useNow(60_000);
  const stop = screen.stop;
  if (!stop) {
    return null;
  }
  return (
    <span class="stop-line">
      {named && <strong>{screen.name}{base.colon}</strong>}
      {words.pictures[stop.picture]} · {stop.origin === "wall" ? words.atWall : words.by(stop.by)} · {words.since(near(stop.since, screen.zone, now))}
      {stop.reason && <> · {stop.reason}</>}
      {!stop.confirmed && <strong class="warn"> ▲ {words.unconfirmed}</strong>}
    </span>
  );
}
