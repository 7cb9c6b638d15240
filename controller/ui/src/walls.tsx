import { useState } from "preact/hooks";
import { AddScreen, EnrolmentCode } from "./enrolment";
import { useWords } from "./i18n";
import type { Live } from "./live";
import type { Screen, Session } from "./types";
import { Wall } from "./wall";

/** All walls with what is really on their glass. */
export function WallsPage({ live, session }: { live: Live; session: Session }) {
  const words = useWords();
  const [adding, setAdding] = useState(false);
  const [enrolling, setEnrolling] = useState<Screen | null>(null);
  const mayAdd = session.role !== "operator";
  const screens = live.screens?.items ?? [];
  return (
    <section aria-label={words.walls}>
      {live.screens && screens.length === 0 && <p class="notice">{words.noScreens}</p>}
      <div class="walls">
        {screens.map((screen) => (
          <Wall key={screen.id} screen={screen} live={live} onEnrol={mayAdd ? () => setEnrolling(screen) : null} />
        ))}
      </div>
      {mayAdd && <button id="add-screen" onClick={() => setAdding(true)}>{words.addScreen}</button>}
      {adding && <AddScreen onCancel={() => setAdding(false)} onAdded={(screen) => {
        setAdding(false);
        setEnrolling(screen);
      }} />}
      {enrolling && <EnrolmentCode screen={enrolling} onClose={() => setEnrolling(null)} />}
    </section>
  );
}
