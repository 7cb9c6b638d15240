import { useState } from "preact/hooks";
import { Field, RowButton } from "../base/fields";
import { useLanguage, useWords } from "../base/i18n";
import { More, useShown } from "../base/more";
import { near, zoneName } from "../base/time";
import type { Rule } from "../base/types";
import { baseWords } from "../base/words";
import { useLive, useNow, useScreens } from "../live/live";
import { to } from "../shell/route";
import { useMay } from "../shell/session";
import { useCalendarName } from "./calendars/use-calendars";
import { EditDialogs, type Edit } from "./edits";
import { useNewWindow } from "./new-window";
import { isAhead, isWindow, useTargets, type Window } from "./rules";
import { recurrenceSentence } from "./rule/sentence";
import { scheduleWords } from "./words";
import { zoneOf } from "./zone";

/** The latest of those that are over; older ones are in the as-run list. */
const MOST_OVER = 200;
const MANY = 10;

/** All rules: those that come again and one-off windows, in words. */
export function WindowsCard() {
  const words = useWords(scheduleWords);
  const mayEdit = useMay("editSchedule");
  const fresh = useNewWindow();
  const rules = useLive((live) => live.rules);
  const read = useLive((live) => live.read);
  const targets = useTargets();
  const now = useNow(1000);
  const [asked, setAsked] = useState<Edit | null>(null);
  const [sought, setSought] = useState("");
  const holds = (rule: Rule) => `${rule.name} ${targets(rule)}`.toLowerCase().includes(sought.trim().toLowerCase());
  const found = rules.filter(holds);
  const windows = found.filter(isWindow);
  const over = windows.filter((rule) => !isAhead(rule, now)).reverse();
  const ahead = windows.filter((rule) => isAhead(rule, now));
  const again = found.filter((rule) => !isWindow(rule));
  const onAsk = mayEdit ? setAsked : null;
  return (
    <section class="card" aria-label={words.rules} id="windows">
      <header>
        <h2>{words.rules}</h2>
        <span class="row">
          {rules.length > MANY && <Field inline name="soughtRule" label="" said={words.findRule} placeholder={words.findRule} value={sought}
            onText={setSought} />}
          {mayEdit && <button id="new-window" class="main" onClick={() => setAsked(fresh())}>＋ {words.add}</button>}
        </span>
      </header>
      <p class="hint">{words.hint}</p>
      {read && ahead.length + again.length === 0 && <p class="notice">{words.none}</p>}
      {again.length > 0 && <><h3>{words.again}</h3><AgainTable rules={again} onAsk={onAsk} /></>}
      {ahead.length > 0 && <><h3>{words.windows}</h3><RuleTable rules={ahead} now={now} onAsk={onAsk} /></>}
      {over.length > 0 && (
        <details>
          <summary>{words.overTitle(over.length)}</summary>
          <RuleTable rules={over.slice(0, MOST_OVER)} now={now} onAsk={onAsk} />
        </details>
      )}
      {asked && <EditDialogs edit={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Head({ heads, buttons }: { heads: string[]; buttons: boolean }) {
  return <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}{buttons && <td />}</tr></thead>;
}

type Ask = ((edit: Edit) => void) | null;

function RuleTable({ rules, now, onAsk }: { rules: Window[]; now: number; onAsk: Ask }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const shown = useShown(rules.length);
  const heads = [words.status, base.name, words.targets, base.playlist, words.from, words.until, words.classLabel, words.priorityShort];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={words.windows}>
      <table>
        <Head heads={heads} buttons={onAsk !== null} />
        <tbody>{rules.slice(0, shown.count).map((rule) => <RuleRow key={rule.id} rule={rule} now={now} onAsk={onAsk} />)}</tbody>
      </table>
      <More shown={shown} />
    </div>
  );
}

function RuleRow({ rule, now, onAsk }: { rule: Window; now: number; onAsk: Ask }) {
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
      <td>{words.classes[rule.class] ?? rule.class}</td>
      <td class="figure">{rule.priority}</td>
      {onAsk && <td class="buttons">
        {!over && <RowButton kind="change" says={base.change} about={rule.name} onClick={() => onAsk({ what: "change", rule })} />}
        {running && <RowButton kind="end" says={words.endNow} about={rule.name} onClick={() => onAsk({ what: "end", rule })} />}
        {!running && <RowButton kind="delete" says={base.remove} about={rule.name} onClick={() => onAsk({ what: "delete", rule })} />}
      </td>}
    </tr>
  );
}

function AgainTable({ rules, onAsk }: { rules: Rule[]; onAsk: Ask }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const language = useLanguage();
  const targets = useTargets();
  const calendarName = useCalendarName();
  const playlists = useLive((live) => live.playlists);
  const shown = useShown(rules.length);
  const heads = [base.name, words.targets, base.playlist, words.recurrence, words.classLabel, words.priorityShort];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={words.again}>
      <table>
        <Head heads={heads} buttons={onAsk !== null} />
        <tbody>
          {rules.slice(0, shown.count).map((rule) => (
            <tr key={rule.id} data-rule={rule.id} data-again>
              <th scope="row">{rule.name}</th>
              <td>{targets(rule)}</td>
              <td><a href={to("playlists", rule.playlist)}>{playlists.find((each) => each.id === rule.playlist)?.name ?? base.unknown}</a></td>
              <td>{rule.recurrence && recurrenceSentence(rule.recurrence, language, calendarName)}</td>
              <td>{words.classes[rule.class] ?? rule.class}</td>
              <td class="figure">{rule.priority}</td>
              {onAsk && <td class="buttons">
                <RowButton kind="change" says={base.change} about={rule.name} onClick={() => onAsk({ what: "change", rule })} />
                <RowButton kind="delete" says={base.remove} about={rule.name} onClick={() => onAsk({ what: "delete", rule })} />
              </td>}
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={shown} />
    </div>
  );
}
