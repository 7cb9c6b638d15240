import { useWords } from "../base/i18n";
import { clock } from "../base/time";
import type { Problem, Screen } from "../base/types";
import { wallsWords } from "./words";

/** Whether a screen can be believed, as short marks. */
export function Marks({ screen }: { screen: Screen }) {
  const words = useWords(wallsWords);
  const reported = screen.online ? screen.reported : null;
  return (
    <p class="marks">
      <Mark good={screen.online} yes={words.online} no={screen.lastHeartbeatAt ? words.offline : words.neverSeen} />
      {screen.online && (
        <Mark good={!!screen.clock?.locked} yes={`${words.clockLocked} ${words.bound(Math.ceil(screen.clock?.boundMillis ?? 0))}`} no={words.clockLoose} />
      )}
      {screen.online && <Mark good={screen.inSync} yes={words.inSync} no={words.notInSync} />}
      {reported && (
        <span class="mark plain" data-state={reported.state}>
          {reported.state === "quiet" && screen.quietUntil ? words.quietUntil(clock(screen.quietUntil, screen.zone).slice(0, 5))
            : words.state[reported.state] ?? reported.state}
        </span>
      )}
      {screen.cover && (
        <span class="mark warn">▲ {words.covers[screen.cover.kind] ?? screen.cover.kind} {words.until(clock(screen.cover.until, screen.zone))}</span>
      )}
    </p>
  );
}

function Mark({ good, yes, no }: { good: boolean; yes: string; no: string }) {
  // The sign differs in shape, not only in colour.
  return <span class={good ? "mark good" : "mark bad"}>{good ? "✓" : "✕"} {good ? yes : no}</span>;
}

export function Problems({ problems }: { problems: Problem[] }) {
  const words = useWords(wallsWords);
  return problems.length === 0 ? null : (
    <ul class="problems" aria-label={words.problems}>
      {problems.map((problem) => <ProblemLine key={problem.code} problem={problem} />)}
    </ul>
  );
}

function ProblemLine({ problem }: { problem: Problem }) {
  const [cause, advice] = useWords(wallsWords).screenProblems[problem.code] ?? [problem.cause, problem.advice];
  // The controller's own words name the item or the device, also where they are translated.
  return <li title={problem.cause} data-problem={problem.code}><strong>{cause}</strong> {advice}</li>;
}
