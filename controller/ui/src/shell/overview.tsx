import { ownZone, clock } from "../base/time";
import { useWords } from "../base/i18n";
import { useNow, useScreens } from "../live/live";
import { shellWords } from "./words";

/** How the whole house stands, in one line. */
export function Overview() {
  const words = useWords(shellWords);
  const screens = useScreens();
  const online = screens.filter((screen) => screen.online).length;
  const all = online === screens.length;
  const stopped = screens.filter((screen) => screen.stop).length;
  const problems = screens.reduce((sum, screen) => sum + screen.problems.length, 0);
  // The clock of the screens, where they share one.
  const zone = screens[0]?.zone ?? ownZone();
  return (
    <p class="overview">
      {screens.length > 0 && <span class={all ? "good" : "bad"}>{all ? "✓" : "✕"} {words.screensOnline(online, screens.length)}</span>}
      {stopped > 0 && <span class="bad">■ {words.stopped(stopped)}</span>}
      {problems > 0 && <span class="warn">▲ {words.problems(problems)}</span>}
      <Clock zone={zone} />
    </p>
  );
}

function Clock({ zone }: { zone: string }) {
  const words = useWords(shellWords);
  const now = useNow(500);
  return <time class="clock" title={`${words.controllerTime} · ${zone}`}>{clock(now, zone)}</time>;
}
