import { RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import { to } from "../shell/route";
import { StoppedNote } from "../stop/strip";
import { enrolmentWords } from "../technician/enrolment-words";
import { Marks, Problems } from "./marks";
import { Picture } from "./picture";
import { wallsWords } from "./words";

/**
 * One wall: its live picture, what is on air and next, and whether it can be believed. What is pressed stands in the head, above all that changes by itself,
 * and every card stays as high as it is: a stop button must not move away under the finger, neither for its own wall's news nor for its neighbour's.
 */
export function Wall({ screen, onEnrol, onStop }: {
  screen: Screen;
  /** Null for who may not. */
  onEnrol: (() => void) | null;
  onStop: (() => void) | null;
}) {
  const words = useWords(wallsWords);
  const base = useWords(baseWords);
  const enrolment = useWords(enrolmentWords);
  const reported = screen.online ? screen.reported : null;
  // What a wall that cannot be heard shows next is not known, and a stopped one shows nothing of the programme.
  const next = screen.online && !screen.stop ? screen.next : null;
  return (
    <article class="wall card" data-screen={screen.id} data-online={String(screen.online)} data-in-sync={String(screen.inSync)}
      data-stopped={String(!!screen.stop)}>
      <header>
        <h3 title={screen.name}>{screen.name} <small>{screen.width}×{screen.height}</small></h3>
        {onEnrol && !screen.online && <RowButton kind="enrol" says={enrolment.connect} about={screen.name} onClick={onEnrol} />}
        {/* A stopped wall keeps its place empty: no other button shall come under a finger that is on its way. */}
        {onStop && <span class={screen.stop ? "absent" : undefined}>
          <RowButton kind="stop-one" says={words.stopThis} about={screen.name} onClick={onStop} />
        </span>}
      </header>
      <p class="links">
        <a href={to("technician", screen.id)} aria-label={base.named(words.details, screen.name)}>{words.details}</a>
        <a href={to("schedule", screen.id)} aria-label={base.named(words.ahead, screen.name)}>{words.ahead}</a>
      </p>
      <div class="window">
        <Picture screen={screen} />
        <StoppedNote screen={screen} />
      </div>
      <div class="state" tabIndex={0} role="group" aria-label={base.named(words.standing, screen.name)}>
        <Marks screen={screen} />
        <dl>
          <dt>{words.onAir}</dt>
          <dd class="on-air">{reported?.itemName || (screen.online ? words.nothing : words.unknown)}</dd>
          <dt>{words.next}</dt>
          <dd class="next">
            {next ? next.itemName : screen.online ? words.nothing : words.unknown}
            {next && <Countdown at={next.at} />}
          </dd>
        </dl>
        <Problems problems={screen.problems} />
      </div>
    </article>
  );
}

function Countdown({ at }: { at: string }) {
  const words = useWords(wallsWords);
  const now = useNow(250);
  return <span class="countdown"> {words.inSeconds(Math.max(0, Math.ceil((Date.parse(at) - now) / 1000)))}</span>;
}
