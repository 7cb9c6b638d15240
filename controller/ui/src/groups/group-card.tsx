import { useState } from "preact/hooks";
import { etagOf, put } from "../base/api";
import { Failure, useAction } from "../base/errors";
import { Pick, RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Group, Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useLive } from "../live/live";
import { to } from "../shell/route";
import { useMay } from "../shell/session";
import { enrolmentWords } from "../technician/enrolment-words";
import { Pending } from "../walls/pending";
import { wallsWords } from "../walls/words";
import type { Asked } from "./asked";
import { groupWords } from "./words";

export function GroupCard({ group, screens, mayArrange, onAsk }: { group: Group; screens: Screen[]; mayArrange: boolean; onAsk: (what: Asked) => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const maySchedule = useMay("editSchedule");
  return (
    <section class="card group-card" aria-label={group.name} data-group={group.id}>
      <header>
        <h2>{group.name}</h2>
        <Pending group={group} />
        <span class="spring" />
        {mayArrange && <span class="buttons">
          {maySchedule && <RowButton kind="group-slate" says={words.slate} about={group.name} onClick={() => onAsk({ what: "groupSlate", group })} />}
          <RowButton kind="rename" says={base.rename} about={group.name} onClick={() => onAsk({ what: "renameGroup", group })} />
          <RowButton kind="delete" says={base.remove} about={group.name} onClick={() => onAsk({ what: "deleteGroup", group })} />
        </span>}
      </header>
      <LoopChoice group={group} />
      {screens.length === 0 ? <p class="hint">{words.noScreens}</p> : <ScreenTable screens={screens} mayArrange={mayArrange} onAsk={onAsk} />}
    </section>
  );
}

function LoopChoice({ group }: { group: Group }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const playlists = useLive((live) => live.playlists);
  const mayEdit = [useMay("editSchedule"), useMay("arrangeScreens")].every(Boolean);
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, failure, run } = useAction();
  const apply = () => run(async () => {
    await put(`/groups/${group.id}`, { name: group.name, loop: chosen }, etagOf(group));
    setChosen(null);
    feed.soon("groups");
  });
  const changed = chosen !== null && chosen !== group.loop;
  return (
    <>
      <p class="row">
        <Pick inline name="loop" label={words.loop} said={words.loopLong(group.name)} value={chosen ?? group.loop} from={playlists}
          disabled={busy || !mayEdit} onPick={setChosen} />
        {/* It changes what is on air: choosing alone, by an arrow key perhaps, does nothing yet. */}
        {changed && <button class="main small apply-loop" disabled={busy} onClick={() => void apply()}>{words.useLoop}</button>}
        {changed && <button class="small" onClick={() => setChosen(null)}>{base.cancel}</button>}
        {!changed && <a href={to("playlists", group.loop)}>{words.editLoop}</a>}
      </p>
      <Failure of={failure} />
    </>
  );
}

function ScreenTable({ screens, mayArrange, onAsk }: { screens: Screen[]; mayArrange: boolean; onAsk: (what: Asked) => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const walls = useWords(wallsWords);
  const enrolment = useWords(enrolmentWords);
  const mayEnrol = useMay("manageScreens");
  const maySchedule = useMay("editSchedule");
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={base.screen}>
      <table>
        <thead>
          <tr><th scope="col">{base.screen}</th><th scope="col">{words.size}</th><th scope="col">{words.rate}</th><th scope="col">{words.zone}</th>
            <th scope="col">{words.state}</th>{mayArrange && <td />}</tr>
        </thead>
        <tbody>
          {screens.map((screen) => (
            <tr key={screen.id} data-screen={screen.id}>
              <th scope="row"><a href={to("technician", screen.id)}>{screen.name}</a></th>
              <td class="figure">{screen.width}×{screen.height}</td>
              <td class="figure">{screen.frameRate}</td>
              <td>{screen.zone}</td>
              <td>
                {screen.online && <span class="good">✓ {walls.online}</span>}
                {!screen.online && <span class="bad">✕ {screen.lastHeartbeatAt ? walls.offline : walls.neverSeen}</span>}
              </td>
              {mayArrange && <td class="buttons">
                {/* First in a row that ends at the right: those after it stay where they are when it comes and goes. */}
                {!screen.online && mayEnrol && (
                  <RowButton kind="enrol" says={enrolment.connect} about={screen.name}
                    onClick={() => onAsk({ what: "enrol", step: { at: "code", screen: screen.id } })} />
                )}
                <RowButton kind="change" says={words.edit} about={screen.name} onClick={() => onAsk({ what: "changeScreen", screen })} />
                {maySchedule && <RowButton kind="quiet-hours" says={words.quiet} about={screen.name} onClick={() => onAsk({ what: "quietHours", screen })} />}
                {maySchedule && <RowButton kind="slate" says={words.slate} about={screen.name} onClick={() => onAsk({ what: "screenSlate", screen })} />}
                {maySchedule && <RowButton kind="feed" says={words.feed} about={screen.name} onClick={() => onAsk({ what: "feedAddress", screen })} />}
                <RowButton kind="retire" says={words.retire} about={screen.name} onClick={() => onAsk({ what: "retireScreen", screen })} />
              </td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
