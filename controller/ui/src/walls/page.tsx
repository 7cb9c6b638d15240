import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import { useLive } from "../live/live";
import { useMay } from "../shell/session";
import { StopDialog } from "../stop/dialog";
import { Enrolment, type EnrolmentStep } from "../technician/enrolment";
import { enrolmentWords } from "../technician/enrolment-words";
import { Pending } from "./pending";
import { Wall } from "./wall";
import { wallsWords } from "./words";

/** All walls with what is really on their glass, by group. */
export function WallsPage() {
  const words = useWords(wallsWords);
  const enrolment = useWords(enrolmentWords);
  const [enrolling, setEnrolling] = useState<EnrolmentStep | null>(null);
  const [stopping, setStopping] = useState<Screen | null>(null);
  const mayAdd = useMay("arrangeScreens");
  const mayEnrol = useMay("manageScreens");
  const mayStop = useMay("stop");
  const read = useLive((live) => live.screens !== null);
  const screens = useLive((live) => live.screens?.items);
  const groups = useLive((live) => live.groups);
  const filled = groups.filter((group) => screens?.some((screen) => screen.group === group.id));
  const strays = screens?.filter((screen) => !groups.some((group) => group.id === screen.group)) ?? [];
  const wall = (screen: Screen) => (
    <Wall key={screen.id} screen={screen} onStop={mayStop ? () => setStopping(screen) : null}
      onEnrol={mayEnrol ? () => setEnrolling({ at: "code", screen: screen.id }) : null} />
  );
  return (
    <section aria-label={words.walls}>
      <header class="page-head">
        <h1>{words.walls}</h1>
        {mayAdd && <button id="add-screen" onClick={() => setEnrolling({ at: "new" })}>{enrolment.addScreen}</button>}
      </header>
      {read && screens?.length === 0 && <p class="notice">{words.noScreens}</p>}
      {filled.map((group) => (
        <section key={group.id} class="group" aria-label={group.name}>
          <header class="group-head">
            <h2>{group.name}</h2>
            <Pending group={group} />
          </header>
          <div class="walls">{screens?.filter((screen) => screen.group === group.id).map(wall)}</div>
        </section>
      ))}
      {/* A screen is told of before its group, at the first reading and when a group is new. */}
      {strays.length > 0 && <div class="walls">{strays.map(wall)}</div>}
      {enrolling && <Enrolment step={enrolling} onStep={setEnrolling} />}
      {stopping && <StopDialog chosen={[stopping.id]} onClose={() => setStopping(null)} />}
    </section>
  );
}
