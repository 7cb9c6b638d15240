import { useWords } from "../base/i18n";
import { span } from "../base/time";
import { baseWords } from "../base/words";
import type { Release } from "./api";
import { ahead, isBooked, isHeld, look, SIGNS } from "./board";
import { releaseWords } from "./words";

/** A state as a mark: its sign differs in shape, not only in colour. */
export function StateMark({ code, words }: { code: string; words: string }) {
  const way = look(code);
  return <span class={`mark ${way}`} data-state={code}>{SIGNS[way]} {words}</span>;
}

/** The state of a release; a draft that is held back says so. */
export function ReleaseMark({ release }: { release: Pick<Release, "state"> }) {
  const words = useWords(releaseWords);
  const { code } = release.state;
  return isHeld(release) ? <StateMark code="held" words={words.held} /> : <StateMark code={code} words={words.states[code] ?? code} />;
}

/** Such as "2/3 ready, South Gate 61 %, 40 s left". */
export function Readiness({ release: { ready, state } }: { release: Pick<Release, "ready" | "state"> }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  if (!isBooked(state.code)) {
    return null;
  }
  const { worst } = ready;
  const said = [
    words.ready(ready.ready, ready.total),
    ...(worst ? [words.worst(worst.name, worst.percent)] : []),
    ...(worst && worst.etaMillis !== null && worst.etaMillis !== undefined ? [words.left(span(worst.etaMillis, base))] : []),
  ];
  return <span class="readiness">{said.join(base.comma)}</span>;
}

/** How long until it is decided, or goes live. */
export function Countdown({ release, now }: { release: Pick<Release, "state" | "at" | "decideAt" | "decision">; now: number }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const next = ahead(release, now);
  return next && <span class="countdown" role="timer">{words.ahead[next.what](span(next.millis, base))}</span>;
}
