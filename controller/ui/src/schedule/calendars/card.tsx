import { useEffect, useState } from "preact/hooks";
import { del, etagOf, get } from "../../base/api";
import { FormDialog } from "../../base/dialog";
import { RowButton } from "../../base/fields";
import { useWords } from "../../base/i18n";
import type { Calendar } from "../../base/types";
import { baseWords } from "../../base/words";
import { useFeed, useLive } from "../../live/live";
import { useMay } from "../../shell/session";
import { CalendarForm } from "./form";
import { useCalendars } from "./use-calendars";
import { calendarWords } from "./words";

type Asked = { what: "form"; calendar: Calendar | null } | { what: "delete"; calendar: Calendar };

/** The lists of days that rules may ask for. */
export function CalendarsCard() {
  const words = useWords(calendarWords);
  const base = useWords(baseWords);
  const mayEdit = useMay("editSchedule");
  const calendars = useCalendars();
  const read = useLive((live) => live.read);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <section class="card" aria-label={words.title} id="calendars">
      <header>
        <h2>{words.title}</h2>
        {mayEdit && <button id="new-calendar" class="main" onClick={() => setAsked({ what: "form", calendar: null })}>＋ {words.add}</button>}
      </header>
      <p class="hint">{words.hint}</p>
      {read && calendars.length === 0 && <p class="notice">{words.none}</p>}
      {calendars.length > 0 && (
        <table>
          <thead><tr><th scope="col">{base.name}</th><th scope="col">{words.entries}</th>{mayEdit && <td />}</tr></thead>
          <tbody>
            {calendars.map((calendar) => (
              <tr key={calendar.id} data-calendar={calendar.id}>
                <th scope="row">{calendar.name}</th>
                <td class="figure">{calendar.entries}</td>
                {mayEdit && <td class="buttons">
                  <RowButton kind="change" says={base.change} about={calendar.name} onClick={() => setAsked({ what: "form", calendar })} />
                  <RowButton kind="delete" says={base.remove} about={calendar.name} onClick={() => setAsked({ what: "delete", calendar })} />
                </td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked?.what === "form" && <CalendarForm calendar={asked.calendar} onClose={close} />}
      {asked?.what === "delete" && <DeleteCalendar calendar={asked.calendar} onClose={close} />}
    </section>
  );
}

function DeleteCalendar({ calendar, onClose }: { calendar: Calendar; onClose: () => void }) {
  const words = useWords(calendarWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [uses, setUses] = useState<string[] | null>(null);
  useEffect(() => void get<{ rules: string[] }>(`/calendars/${calendar.id}/uses`).then((answer) => setUses(answer.rules), () => setUses([])), [calendar.id]);
  const remove = async () => {
    await del(`/calendars/${calendar.id}`, etagOf(calendar));
    feed.soon("calendars");
  };
  return (
    <FormDialog id="delete-calendar" title={words.deleteTitle(calendar.name)} action={base.remove} danger blocked={uses === null || uses.length > 0}
      onSubmit={remove} onClose={onClose}>
      {uses && uses.length === 0 && <p class="hint">{words.free}</p>}
      {uses && uses.length > 0 && <div class="notice warn">{words.inUse}<ul>{uses.map((name) => <li key={name}>{name}</li>)}</ul></div>}
    </FormDialog>
  );
}
