import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { to, useRoute } from "../shell/route";
import { Ahead } from "./ahead";
import { CalendarsCard } from "./calendars/card";
import { HistoryCard } from "./history/card";
import { Board, FIRST_VIEW, type View } from "./timeline/board";
import { WindowsCard } from "./windows";
import { scheduleWords } from "./words";

const PARTS = ["plan", "rules", "calendars", "history"] as const;
type Part = (typeof PARTS)[number];

/** Who shows what when: the plan of all screens, the rules it comes of, and the next hours of one screen. */
export function SchedulePage() {
  const words = useWords(scheduleWords);
  const route = useRoute();
  const [view, setView] = useState(FIRST_VIEW);
  const part = PARTS.find((each) => each === route.query.get("part")) ?? "plan";
  return (
    <>
      <header class="page-head">
        <h1>{words.title}</h1>
        <nav class="parts" aria-label={words.parts.title}>
          {PARTS.map((each) => {
            const here = !route.id && each === part;
            return <a key={each} href={partLink(each)} data-part={each} aria-current={here ? "page" : undefined}>{words.parts[each]}</a>;
          })}
        </nav>
      </header>
      {route.id ? <Ahead /> : <Part part={part} view={view} onView={setView} />}
    </>
  );
}

function Part({ part, view, onView }: { part: Part; view: View; onView: (view: View) => void }) {
  switch (part) {
    case "plan": return <Board view={view} onView={onView} />;
    case "rules": return <WindowsCard />;
    case "calendars": return <CalendarsCard />;
    case "history": return <HistoryCard />;
  }
}

const partLink = (part: Part): string => to("schedule", null, part === "plan" ? {} : { part });
