import { useEffect, useRef, useState } from "preact/hooks";
import { snapshot } from "./api";
import { useWords } from "./i18n";
import { controllerNow, useTick, type Live } from "./live";
import type { Problem, Screen } from "./types";

const PICTURE_EVERY_MILLIS = 2000;
const PICTURE_WIDTH = 640;

/** One wall: its live picture, what is on air and next, and whether it can be believed. */
export function Wall({ screen, live, onEnrol }: { screen: Screen; live: Live; onEnrol: (() => void) | null }) {
  const words = useWords();
  useTick(250);
  const now = controllerNow(live);
  const reported = screen.online ? screen.reported : null;
  // What a wall that cannot be heard shows next is not known.
  const next = screen.online ? screen.next : null;
  const untilNext = next ? Math.max(0, Math.ceil((Date.parse(next.at) - now) / 1000)) : null;
  return (
    <article class="wall card" data-screen={screen.id} data-online={String(screen.online)} data-in-sync={String(screen.inSync)}>
      <h2>{screen.name} <small>{screen.width}×{screen.height}</small></h2>
      <Picture screen={screen} now={now} />
      <p class="marks">
        <Mark good={screen.online} yes={words.online} no={screen.lastHeartbeatAt ? words.offline : words.neverSeen} />
        {screen.online && <Mark good={!!screen.clock?.locked} yes={`${words.clockLocked} ${words.bound(Math.ceil(screen.clock?.boundMillis ?? 0))}`} no={words.clockLoose} />}
        {screen.online && <Mark good={screen.inSync} yes={words.inSync} no={words.notInSync} />}
        {reported && <span class="mark plain">{words.state[reported.state] ?? reported.state}</span>}
      </p>
      <dl>
        <dt>{words.onAir}</dt>
        <dd class="on-air">{reported?.itemName || (screen.online ? words.nothing : words.unknown)}</dd>
        <dt>{words.next}</dt>
        <dd class="next">
          {next ? next.itemName : screen.online ? words.nothing : words.unknown}
          {untilNext !== null && <span class="countdown"> {words.inSeconds(untilNext)}</span>}
        </dd>
      </dl>
      {screen.problems.length > 0 && (
        <ul class="problems" aria-label={words.problems}>
          {screen.problems.map((problem) => (
            <ProblemLine key={problem.code} problem={problem} />
          ))}
        </ul>
      )}
      {onEnrol && !screen.online && <button class="enrol" onClick={onEnrol}>{words.enrol}</button>}
    </article>
  );
}

function ProblemLine({ problem }: { problem: Problem }) {
  const [cause, advice] = useWords().screenProblems[problem.code] ?? [problem.cause, problem.advice];
  // The controller's own words name the item or the device, also where they are translated.
  return <li title={problem.cause}><strong>{cause}</strong> {advice}</li>;
}

function Mark({ good, yes, no }: { good: boolean; yes: string; no: string }) {
  // The sign differs in shape, not only in colour.
  return <span class={good ? "mark good" : "mark bad"}>{good ? "✓" : "✕"} {good ? yes : no}</span>;
}

/** The display's own pixels, asked for every two seconds while this wall can be seen. */
function Picture({ screen, now }: { screen: Screen; now: number }) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [capturedAt, setCapturedAt] = useState<string | null>(null);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const turn = async () => {
      if (!document.hidden && screen.online) {
        const shot = await snapshot(screen.id, PICTURE_WIDTH);
        const target = canvas.current;
        if (!stopped && target) {
          if (shot) {
            target.width = shot.picture.width;
            target.height = shot.picture.height;
            target.getContext("2d")?.drawImage(shot.picture, 0, 0);
            shot.picture.close();
          }
          setCapturedAt(shot?.capturedAt ?? null);
        }
      } else if (!screen.online) {
        setCapturedAt(null);
      }
      if (!stopped) {
        timer = setTimeout(() => void turn(), PICTURE_EVERY_MILLIS);
      }
    };
    void turn();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [screen.id, screen.online]);
  const age = capturedAt ? Math.max(0, Math.round((now - Date.parse(capturedAt)) / 1000)) : null;
  return (
    <figure>
      <canvas ref={canvas} class={capturedAt ? "glass" : "glass old"} width={screen.width} height={screen.height} role="img"
        aria-label={`${screen.name}: ${screen.reported?.itemName ?? words.noPicture}`} data-captured-at={capturedAt ?? ""} />
      <figcaption>{age === null ? words.noPicture : words.pictureFrom(age)}</figcaption>
    </figure>
  );
}
