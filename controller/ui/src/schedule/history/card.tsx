import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../base/api";
import { Failure, useAction } from "../../base/errors";
import { RowButton } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { moment, ownZone } from "../../base/time";
import { baseWords } from "../../base/words";
import { useLive, useScreens } from "../../live/live";
import { useMay } from "../../shell/session";
import type { Change } from "../apply/change";
import { ApplyDialog } from "../apply/dialog";
import { undoOf, type ChangeJson } from "./undo";
import { historyWords } from "./words";

interface PageOfChanges {
  items: ChangeJson[];
  next: string | null;
}

/** Who changed what and when, each with its undo. */
export function HistoryCard() {
  const words = useWords(historyWords);
  const base = useWords(baseWords);
  const mayEdit = useMay("editSchedule");
  const rules = useLive((live) => live.rules);
  const zone = useScreens()[0]?.zone ?? ownZone();
  const [items, setItems] = useState<ChangeJson[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [undone, setUndone] = useState<Change | null>(null);
  const { busy, failure, run } = useAction();
  const shown = useRef(0);
  shown.current = items?.length ?? 0;
  const read = (cursor: string | null) => run(async () => {
    const page = await get<PageOfChanges>(`/schedule/changes${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
    setItems((was) => (cursor ? [...(was ?? []), ...page.items] : page.items));
    setNext(page.next);
  });
  useEffect(() => void read(null), [rules]);
  return (
    <section class="card" aria-label={words.title} id="history">
      <header><h2>{words.title}</h2></header>
      <p class="hint">{words.hint}</p>
      <Failure of={failure} />
      {items?.length === 0 && <p class="notice">{words.none}</p>}
      {items && items.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label={words.title}>
          <table>
            <thead><tr>{[words.at, words.by, words.what, base.name].map((head) => <th key={head} scope="col">{head}</th>)}{mayEdit && <td />}</tr></thead>
            <tbody>
              {items.map((each) => (
                <tr key={`${each.ruleId} ${each.revision} ${each.change}`} data-change={each.change} data-rule={each.ruleId}>
                  <td class="figure">{each.at ? moment(each.at, zone) : base.unknown}</td>
                  <td>{each.by || words.itself}</td>
                  <td>{words.changes[each.change] ?? each.change} {each.applyNow && <span class="mark warn">{words.cut}</span>}</td>
                  <th scope="row">{each.name}</th>
                  {mayEdit && <td class="buttons">
                    {each.undo ? <RowButton kind="undo" says={words.undo} about={each.name} onClick={() => setUndone(undoOf(each))} />
                      : <small>{words.later}</small>}
                  </td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next && <p><button type="button" disabled={busy} onClick={() => void read(next)}>{words.older}</button></p>}
      {undone && <ApplyDialog change={undone} zone={zone} onDone={() => void read(null)} onClose={() => setUndone(null)} />}
    </section>
  );
}
