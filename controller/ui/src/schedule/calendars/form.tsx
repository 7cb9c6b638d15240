import { useEffect, useRef, useState } from "preact/hooks";
import { call, etagOf, getTagged } from "../../base/api";
import { Dialog } from "../../base/dialog";
import { Failure, useAction } from "../../base/errors";
import { Field } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { More, useShown } from "../../base/more";
import { dayAfter } from "../../base/time";
import type { Calendar } from "../../base/types";
import { baseWords } from "../../base/words";
import { useFeed } from "../../live/live";
import { calendarWords } from "./words";

/** As the API has it: until the day after the last. */
interface Dated {
  from: string;
  until: string;
  label: string;
}

interface Kept extends Calendar {
  days: Dated[];
  skipped: string[];
}

/** As people say it: the last day is the last. */
interface Line {
  from: string;
  last: string;
  label: string;
}

const linesOf = (days: Dated[]): Line[] => days.map(({ from, until, label }) => ({ from, last: dayAfter(until, -1), label }));

/** Makes or changes a calendar, by hand or from a file. */
export function CalendarForm({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const words = useWords(calendarWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState(calendar?.name ?? "");
  const [lines, setLines] = useState<Line[]>([]);
  const [file, setFile] = useState<{ name: string; ics: string } | null>(null);
  const [skipped, setSkipped] = useState<string[] | null>(null);
  const etag = useRef<string | undefined>(undefined);
  const { busy, failure, run } = useAction();
  const shown = useShown(lines.length);
  useEffect(() => {
    if (calendar) {
      void run(async () => {
        const kept = await getTagged<Kept>(`/calendars/${calendar.id}`);
        etag.current = kept.etag ?? etagOf(calendar);
        setLines(linesOf(kept.body.days));
      });
    }
  }, []);
  const wrong = lines.some(({ from, last }) => from !== "" && last !== "" && last < from);
  const put = (place: number, part: Partial<Line>) => setLines(lines.map((line, i) => (i === place ? { ...line, ...part } : line)));
  const add = () => {
    const last = lines.at(-1)?.last;
    const date = last ? dayAfter(last, 1) : new Date().toISOString().slice(0, 10);
    setLines([...lines, { from: date, last: date, label: "" }]);
  };
  const take = async (chosen: File | undefined) => {
    if (chosen) {
      setFile({ name: chosen.name, ics: await chosen.text() });
      setName(name || chosen.name.replace(/\.ics$/i, ""));
    }
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const days = lines.filter(({ from }) => from).map(({ from, last, label }) => ({ from, until: dayAfter(last || from, 1), ...(label && { label }) }));
    let left: string[] = [];
    const done = await run(async () => {
      const body = file ? { name, ics: file.ics } : { name, days };
      const kept = calendar ? await call<Kept>("PUT", `/calendars/${calendar.id}`, body, { "If-Match": etag.current ?? etagOf(calendar) })
        : await call<Kept>("POST", "/calendars", body);
      left = kept.body.skipped;
    });
    if (done) {
      feed.soon("calendars");
      if (left.length) {
        setSkipped(left);
      } else {
        onClose();
      }
    }
  };
  if (skipped) {
    return (
      <Dialog title={name} onClose={onClose}>
        <div class="notice warn" id="skipped">{words.skipped}<ul>{skipped.map((line) => <li key={line}>{line}</li>)}</ul></div>
        <p class="actions"><button type="button" class="main" onClick={onClose}>{base.close}</button></p>
      </Dialog>
    );
  }
  return (
    <Dialog title={calendar ? words.changeTitle(calendar.name) : words.addTitle} middle onClose={onClose}>
      <form id="calendar-form" onSubmit={(event) => void save(event)}>
        <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
        {!file && <div class="scroll tall" tabIndex={0} role="group" aria-label={words.days}>
          <table>
            <thead><tr>{[words.from, words.last, words.label].map((head) => <th key={head} scope="col">{head}</th>)}<td /></tr></thead>
            <tbody>
              {lines.slice(0, shown.count).map((line, place) => (
                <tr key={place} data-day={line.from}>
                  <td><input type="date" name="from" aria-label={`${words.from} ${place + 1}`} required value={line.from}
                    onInput={(e) => put(place, { from: e.currentTarget.value })} /></td>
                  <td><input type="date" name="last" aria-label={`${words.last} ${place + 1}`} required value={line.last}
                    onInput={(e) => put(place, { last: e.currentTarget.value })} /></td>
                  <td><input name="label" aria-label={`${words.label} ${place + 1}`} maxLength={100} value={line.label}
                    onInput={(e) => put(place, { label: e.currentTarget.value })} /></td>
                  <td><button type="button" class="small" aria-label={base.named(base.remove, line.label || line.from)}
                    onClick={() => setLines(lines.filter((_, i) => i !== place))}>✕</button></td>
                </tr>
              ))}
            </tbody>
          </table>
          <More shown={shown} />
        </div>}
        {!file && <p><button type="button" class="small" id="add-day" onClick={add}>＋ {words.addDay}</button></p>}
        {wrong && <p class="notice warn" role="alert">{words.badOrder}</p>}
        <label>{words.file}<input type="file" id="ics" accept=".ics,text/calendar" onChange={(e) => void take(e.currentTarget.files?.[0])} /></label>
        <p class="hint">{file ? words.taken(file.name) : words.fileHint}</p>
        <Failure of={failure} />
        <p class="actions">
          <button type="submit" class="main" disabled={busy || wrong}>{base.save}</button>
          <button type="button" onClick={onClose}>{base.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}
