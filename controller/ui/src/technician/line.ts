import { useLanguage, useWords } from "../base/i18n";
import { near, span } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import { wallsWords } from "../walls/words";
import type { Health } from "./health";
import { technicianWords } from "./words";

/** How a screen stands, in a line for people. */
export function useLine(): (screen: Screen, health: Health | undefined) => string {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const walls = useWords(wallsWords);
  const now = useNow(1000);
  return (screen, health) => {
    if (screen.offlineCause === null) {
      const problems = screen.problems.map((problem) => walls.screenProblems[problem.code]?.[0] ?? problem.cause);
      return problems.length ? words.onlineWith(problems.join(" ")) : screen.inSync ? words.fine : words.stepping;
    }
    const code = health?.offline?.cause ?? screen.offlineCause;
    const detail = health?.offline?.detail;
    // Why it was refused is told in the controller's words: there are many reasons.
    const cause = `${words.causes[code] ?? code}${code === "refused" && detail ? base.colon + detail : ""}`;
    const since = health?.offline?.since ?? screen.lastHeartbeatAt;
    return since ? words.offlineSince(cause, near(since, screen.zone, now), span(now - Date.parse(since), base)) : words.offlineNever(cause);
  };
}

/** What the public sees: in Chinese by its code, where that is known. */
export function useImpact(): (health: Health) => string {
  const words = useWords(technicianWords);
  const english = useLanguage() === "en";
  return ({ impact }) => english ? impact.text : (words.impacts[impact.code] ?? impact.text);
}
