import { useState } from "preact/hooks";
import { RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import { near, zoneName } from "../base/time";
import type { Recurrence, Rule } from "../base/types";
import { baseWords } from "../base/words";
import { useLive, useNow, useScreens } from "../live/live";
import { to } from "../shell/route";
import { useMay } from "../shell/session";
import { DeleteWindow, EndWindow } from "./dialogs";
import { isAhead, isWindow, useTargets, type Window } from "./rules";
import { WindowForm } from "./window-form";
import { scheduleWords } from "./words";
import { zoneOf } from "./zone";

/** The latest of those that are over; older ones are in the as-run list. */
const MOST_OVER = 200;

type Asked = { what: "form"; rule: Window | null } | { what: "end" | "delete"; rule: Rule };

export function WindowsCard() {
  const words = useWords(scheduleWords);
  const mayEdit = useMay("editSchedule");
  const rules = useLive((live) => live.rules);
  const read = useLive((live) => live.read);
  const now = useNow(1000);
  const [asked, setAsked] = useState<Asked | null>(null);
  const windows = rules.filter(isWindow);
  const over = windows.filter((rule) => !isAhead(rule, now)).reverse();
  const ahead = windows.filter((rule) => isAhead(rule, now));
  const again = rules.filter((rule) => !isWindow(rule));
  const close = () => setAsked(null);
  return (
    <section class="card" aria-label={words.windows} id="windows">
      <header>
        <h1>{words.windows}</h1>
        {mayEdit && <button id="new-window" onClick={() => setAsked({ what: "form", rule: null })}>＋ {words.add}</button>}
      </header>
      <p class="hint">{words.hint}</p>
      {read && ahead.length + again.length === 0 && <p class="notice">{words.none}</p>}
      {ahead.length > 0 && <RuleTable rules={ahead} now={now} onAsk={mayEdit ? setAsked : null} />}
      {again.length > 0 && <AgainTable rules={again} onAsk={mayEdit ? setAsked : null} />}
      {over.length > 0 && (
        <details>
          <summary>{words.overTitle(over.length)}</summary>
          <RuleTable rules={over.slice(0, MOST_OVER)} now={now} onAsk={mayEdit ? setAsked : null} />
        </details>
      )}
      {asked?.what === "form" && <WindowForm rule={asked.rule} onClose={close} />}
      {asked?.what === "end" && <EndWindow rule={asked.rule} onClose={close} />}
      {asked?.what === "delete" && <DeleteWindow rule={asked.rule} onClose={close} />}
    </section>
  );
}

function RuleTable({ rules, now, onAsk }: { rules: Window[]; now: number; onAsk: ((asked: Asked) => void) | null }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const heads = [words.status, base.name, words.targets, base.playlist, words.from, words.until, words.priorityShort];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={words.windows}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => <th key={head} scope="col">{head}</th>)}
            {onAsk && <td />}
          </tr>
        </thead>
        <tbody>{rules.map((rule) => <RuleRow key={rule.id} rule={rule} now={now} onAsk={onAsk} />)}</tbody>
      </table>
    </div>
  );
}

function RuleRow({ rule, now, onAsk }: { rule: Window; now: number; onAsk: ((asked: Asked) => void) | null }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const targets = useTargets();
  const list = useLive((live) => live.playlists.find((each) => each.id === rule.playlist));
  const zone = zoneOf(rule, useScreens());
  const over = !isAhead(rule, now);
  const running = !over && Date.parse(rule.from) <= now;
  return (
    <tr data-rule={rule.id} data-running={String(running)}>
      <td>{running ? <span class="mark good">▶ {words.now}</span> : <span class="mark plain">{over ? words.over : words.planned}</span>}</td>
      <th scope="row">{rule.name}</th>
      <td>{targets(rule)}</td>
      <td><a href={to("playlists", rule.playlist)}>{list?.name ?? base.unknown}</a></td>
      <td class="figure" title={zoneName(zone, now)}>{near(rule.from, zone, now)}</td>
      <td class="figure" title={zoneName(zone, now)}>{near(rule.until, zone, now)}</td>
      <td class="figure">{rule.priority}</td>
      {onAsk && <td class="buttons">
        {!over && <RowButton kind="change" says={base.change} about={rule.name} onClick={() => onAsk({ what: "form", rule })} />}
        {running && <RowButton kind="end" says={words.endNow} about={rule.name} onClick={() => onAsk({ what: "end", rule })} />}
        {!running && <RowButton kind="delete" says={base.remove} about={rule.name} onClick={() => onAsk({ what: "delete", rule })} />}
      </td>}
    </tr>
  );
}

/** Rules that come again: they can be looked at and deleted here, but not changed. */
function AgainTable({ rules, onAsk }: { rules: Rule[]; onAsk: ((asked: Asked) => void) | null }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const targets = useTargets();
  const playlists = useLive((live) => live.playlists);
  const heads = [words.status, base.name, words.targets, base.playlist, words.recurrence, words.classLabel, words.priorityShort];
  return (
    <>
      <h2>{words.again}</h2>
      <p class="hint">{words.againHint}</p>
      <div class="scroll" tabIndex={0} role="group" aria-label={words.again}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => <th key={head} scope="col">{head}</th>)}
              {onAsk && <td />}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.id} data-rule={rule.id} data-again>
                <td><span class="mark plain">{words.comesAgain}</span></td>
                <th scope="row">{rule.name}</th>
                <td>{targets(rule)}</td>
                <td><a href={to("playlists", rule.playlist)}>{playlists.find((each) => each.id === rule.playlist)?.name ?? base.unknown}</a></td>
                <td>{rule.recurrence && recurrenceText(rule.recurrence)}</td>
                <td>{words.classes[rule.class] ?? rule.class}</td>
                <td class="figure">{rule.priority}</td>
                {onAsk && <td class="buttons">
                  <RowButton kind="delete" says={base.remove} about={rule.name} onClick={() => onAsk({ what: "delete", rule })} />
                </td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** As the API has it: the first start, the end if it is within a day, and the days. */
function recurrenceText({ start, end, rrule, extra }: Recurrence): string {
  return `${start.replace("T", " ")}${end ? ` – ${end}` : ""} ${rrule ?? extra.join(" ")}`;
}
