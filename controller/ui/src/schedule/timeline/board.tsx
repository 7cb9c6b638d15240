import { useMemo, useState } from "preact/hooks";
import { useWords } from "../../base/i18n";
import { instantOf, localInput, ownZone } from "../../base/time";
import type { Screen } from "../../base/types";
import { useLive, useNow, useScreens } from "../../live/live";
import { useMay } from "../../shell/session";
import { CopyWeek } from "../copy/dialog";
import { copyWords } from "../copy/words";
import { EditDialogs, type Edit } from "../edits";
import { useNewWindow } from "../new-window";
import { newDraft } from "../rule/draft";
import { LookAt } from "../why/look";
import { scheduleWords } from "../words";
import { PlanGrid } from "./grid";
import { bodyAt, type Held } from "./held";
import { WhichDays } from "./which-days";
import { rangeAt, type Range } from "./range";
import { rowsOf } from "./rows";
import { StretchDialog } from "./stretch-dialog";
import { Toolbar } from "./toolbar";
import { timelineWords } from "./words";

/** What the person looks at; kept while they look at other parts of the schedule. */
export interface View {
  range: Range | null;
  closed: ReadonlySet<string>;
  sought: string;
  /** The instant at which all screens are looked at. */
  marker: number | null;
}

export const FIRST_VIEW: View = { range: null, closed: new Set(), sought: "", marker: null };

interface Opened {
  screen: Screen;
  from: number;
  until: number;
}

/** The timeline of all screens. */
export function Board({ view, onView }: { view: View; onView: (view: View) => void }) {
  const words = useWords(timelineWords);
  const schedule = useWords(scheduleWords);
  const copy = useWords(copyWords);
  const mayEdit = useMay("editSchedule");
  const fresh = useNewWindow();
  const screens = useScreens();
  const groups = useLive((live) => live.groups);
  const now = useNow(30_000);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [copying, setCopying] = useState(false);
  const [which, setWhich] = useState<Held | null>(null);
  const zones = useMemo(() => [...new Set(screens.map((screen) => screen.zone))].sort(), [screens]);
  const first = useMemo(() => rangeAt("day", now, screens[0]?.zone ?? ownZone()), [screens[0]?.zone]);
  const range = view.range ?? first;
  const rows = useMemo(() => rowsOf(groups, screens, view.closed, view.sought), [groups, screens, view.closed, view.sought]);
  const fold = (group: string) => {
    const closed = new Set(view.closed);
    if (!closed.delete(group)) {
      closed.add(group);
    }
    onView({ ...view, closed });
  };
  const mark = (marker: number | null) => onView({ ...view, range, marker });
  const ask = (next: Edit) => {
    setOpened(null);
    setWhich(null);
    setEdit(next);
  };
  const dropped = (held: Held) => {
    if (held.rule?.recurrence) {
      setWhich(held);
      return;
    }
    const body = bodyAt(held);
    ask(held.rule && body ? { what: "apply", zone: range.zone, change: { kind: "save", rule: held.rule, body } }
      : { what: "form", rule: null, zone: range.zone, draft: { ...newDraft({ ...held, zone: range.zone }), screens: [held.screen.id] } });
  };
  return (
    <section class="card plan-card" aria-label={words.title} id="plan">
      <Toolbar range={range} zones={zones} now={now} sought={view.sought} onRange={(next) => onView({ ...view, range: next })}
        onSought={(sought) => onView({ ...view, sought })}>
        <label class="inline">{words.lookAt}
          <input type="datetime-local" name="lookAt" value={view.marker === null ? "" : localInput(view.marker, range.zone).slice(0, 16)}
            onInput={(e) => e.currentTarget.value >= "2000" && mark(instantOf(e.currentTarget.value, range.zone))} />
        </label>
        {view.marker !== null && <button type="button" class="small" id="look-off" aria-label={words.lookOff} title={words.lookOff}
          onClick={() => mark(null)}>✕</button>}
        {mayEdit && <button type="button" id="plan-window" class="main" onClick={() => ask(fresh())}>＋ {schedule.add}</button>}
        {mayEdit && <button type="button" id="copy-week-open" onClick={() => setCopying(true)}>{copy.open}</button>}
      </Toolbar>
      {screens.length === 0 && <p class="notice">{schedule.noScreens}</p>}
      {screens.length > 0 && rows.length === 0 && <p class="notice">{words.noneFound}</p>}
      {rows.length > 0 && (
        <PlanGrid rows={rows} range={range} onFold={fold} onOpen={(screen, from, until) => setOpened({ screen, from, until })}
          marker={view.marker} onMarker={mark} onDrop={dropped} onRange={(next) => onView({ ...view, range: next })} />
      )}
      {view.marker !== null && <LookAt at={view.marker} zone={range.zone} screens={rows.flatMap((row) => (row.kind === "screen" ? [row.screen] : []))} />}
      {opened && <StretchDialog {...opened} range={range} onEdit={ask} onClose={() => setOpened(null)} onLook={(at) => {
        setOpened(null);
        mark(at);
      }} />}
      {which && <WhichDays held={which} onEdit={ask} onClose={() => setWhich(null)} />}
      {copying && <CopyWeek range={range} onClose={() => setCopying(false)} />}
      {edit && <EditDialogs edit={edit} onClose={() => setEdit(null)} />}
    </section>
  );
}
