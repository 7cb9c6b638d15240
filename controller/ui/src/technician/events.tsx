import { useLanguage, useWords } from "../base/i18n";
import { moment, near } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import { wallsWords } from "../walls/words";
import type { Health } from "./health";
import { technicianWords } from "./words";

/** The stable word that an event's detail begins with, in Chinese where it is known: a problem, a cause, a state, a command. */
function useAbout(): (detail: string) => string {
  const words = useWords(technicianWords);
  const walls = useWords(wallsWords);
  const chinese = useLanguage() === "zh-CN";
  const commands: Record<string, string> = {
    restartPlayer: words.restartPlayer, restartAgent: words.restartAgent, identify: words.identify, testPicture: words.testPicture, endCover: words.endCover,
  };
  return (detail) => {
    const word = detail.split(/[: ]/, 1)[0] ?? "";
    const said = walls.screenProblems[word]?.[0] ?? words.causes[word] ?? walls.state[word] ?? commands[word];
    return chinese && said ? said : detail;
  };
}

/** What happened to a screen lately, newest first. */
export function Events({ screen, health }: { screen: Screen; health: Health }) {
  const words = useWords(technicianWords);
  const base = useWords(baseWords);
  const about = useAbout();
  const now = useNow(60_000);
  return (
    <section class="card" aria-label={words.events} id="events">
      <h2>{words.events}</h2>
      {health.lastError && (
        <p class="notice bad">
          <strong>{words.lastError}{base.colon}</strong> {near(health.lastError.at, screen.zone, now)} {about(health.lastError.code)}{" "}
          <small>{health.lastError.text}</small>
        </p>
      )}
      {health.events.length === 0 ? <p class="hint">{words.noEvents}</p> : (
        <div class="scroll tall" tabIndex={0} role="group" aria-label={words.events}>
          <table>
            <thead><tr><th scope="col">{words.at}</th><th scope="col">{words.what}</th><th scope="col">{words.detail}</th></tr></thead>
            <tbody>
              {health.events.map((event, i) => (
                <tr key={`${event.at} ${i}`}>
                  <td class="figure" title={moment(event.at, screen.zone)}>{near(event.at, screen.zone, now)}</td>
                  <th scope="row">{words.eventNames[event.code] ?? event.code}</th>
                  <td>{about(event.detail)} {about(event.detail) !== event.detail && <small>{event.detail}</small>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
