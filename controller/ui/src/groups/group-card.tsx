import { useState } from "preact/hooks";
import { put } from "../base/api";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import type { Group, Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useLive } from "../live/live";
import { to } from "../shell/route";
import { useMay } from "../shell/session";
import { enrolmentWords } from "../technician/enrolment-words";
import { Pending } from "../walls/pending";
import { wallsWords } from "../walls/words";
import type { Asked } from "./page";
import { groupWords } from "./words";

export function GroupCard({ group, screens, mayManage, onAsk }: { group: Group; screens: Screen[]; mayManage: boolean; onAsk: (what: Asked) => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  return (
    <section class="card group-card" aria-label={group.name} data-group={group.id}>
      <header>
        <h2>{group.name}</h2>
        {mayManage && <span class="buttons">
          <button class="small rename" aria-label={words.renameLong(group.name)} onClick={() => onAsk({ what: "renameGroup", group })}>{base.rename}</button>
          <button class="small delete" aria-label={words.deleteLong(group.name)} onClick={() => onAsk({ what: "deleteGroup", group })}>{base.remove}</button>
        </span>}
      </header>
      <LoopChoice group={group} />
      <Pending group={group} />
      {screens.length === 0 ? <p class="hint">{words.noScreens}</p> : <ScreenTable screens={screens} mayManage={mayManage} onAsk={onAsk} />}
    </section>
  );
}

function LoopChoice({ group }: { group: Group }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const playlists = useLive((live) => live.playlists);
  const mayEdit = useMay("editSchedule");
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, failure, run } = useAction();
  const apply = () => run(async () => {
    await put(`/groups/${group.id}`, { name: group.name, loop: chosen });
    setChosen(null);
    feed.soon("groups");
  });
  const changed = chosen !== null && chosen !== group.loop;
  return (
    <>
      <p class="row">
        <label class="inline">
          {words.loop}
          <select name="loop" aria-label={words.loopLong(group.name)} value={chosen ?? group.loop} disabled={busy || !mayEdit} onChange={(e) => setChosen(e.currentTarget.value)}>
            {playlists.map((list) => <option key={list.id} value={list.id}>{list.name}</option>)}
          </select>
        </label>
        {/* It changes what is on air: choosing alone, by an arrow key perhaps, does nothing yet. */}
        {changed && <button class="main small apply-loop" disabled={busy} onClick={() => void apply()}>{words.useLoop}</button>}
        {changed && <button class="small" onClick={() => setChosen(null)}>{base.cancel}</button>}
        {!changed && <a href={to("playlists", group.loop)}>{words.editLoop}</a>}
      </p>
      <Failure of={failure} />
    </>
  );
}

function ScreenTable({ screens, mayManage, onAsk }: { screens: Screen[]; mayManage: boolean; onAsk: (what: Asked) => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const walls = useWords(wallsWords);
  const enrolment = useWords(enrolmentWords);
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={base.screen}>
      <table>
        <thead>
          <tr><th scope="col">{base.screen}</th><th scope="col">{words.size}</th><th scope="col">{words.rate}</th><th scope="col">{words.zone}</th>
            <th scope="col">{words.state}</th>{mayManage && <td />}</tr>
        </thead>
        <tbody>
          {screens.map((screen) => (
            <tr key={screen.id} data-screen={screen.id}>
              <th scope="row"><a href={to("technician", screen.id)}>{screen.name}</a></th>
              <td class="figure">{screen.width}×{screen.height}</td>
              <td class="figure">{screen.frameRate}</td>
              <td>{screen.zone}</td>
              <td><span class={screen.online ? "good" : "bad"}>{screen.online ? `✓ ${walls.online}` : `✕ ${screen.lastHeartbeatAt ? walls.offline : walls.neverSeen}`}</span></td>
              {mayManage && <td class="buttons">
                <button class="small change" aria-label={words.editLong(screen.name)} onClick={() => onAsk({ what: "changeScreen", screen })}>{words.edit}</button>
                {!screen.online && (
                  <button class="small enrol" onClick={() => onAsk({ what: "enrol", step: { at: "code", screen: screen.id } })}>{enrolment.connect}</button>
                )}
                <button class="small retire" aria-label={words.retireLong(screen.name)} onClick={() => onAsk({ what: "retireScreen", screen })}>{words.retire}</button>
              </td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
