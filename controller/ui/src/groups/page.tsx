import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { useLive, useScreens } from "../live/live";
import { useMay } from "../shell/session";
import { Enrolment } from "../technician/enrolment";
import { enrolmentWords } from "../technician/enrolment-words";
import type { Asked } from "./asked";
import { ChangeScreen } from "./change-screen";
import { QuietHoursDialog } from "./quiet-hours";
import { AddGroup, DeleteGroup, RenameGroup, RetireScreen } from "./dialogs";
import { FeedAddressDialog } from "./feed-address";
import { GroupCard } from "./group-card";
import { SlateDialog } from "./slate";
import { groupWords } from "./words";

/** Who plays with whom, and what when nothing else is due. */
export function GroupsPage() {
  const words = useWords(groupWords);
  const enrolment = useWords(enrolmentWords);
  const groups = useLive((live) => live.groups);
  const screens = useScreens();
  const mayArrange = useMay("arrangeScreens");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <section aria-label={words.groups}>
      <header class="page-head">
        <h1>{words.groups}</h1>
        {mayArrange && <span class="buttons">
          <button id="add-group" onClick={() => setAsked({ what: "addGroup" })}>{words.add}</button>
          <button id="add-screen" onClick={() => setAsked({ what: "enrol", step: { at: "new" } })}>{enrolment.addScreen}</button>
        </span>}
      </header>
      <p class="hint">{words.hint}</p>
      {groups.map((group) => (
        <GroupCard key={group.id} group={group} screens={screens.filter((screen) => screen.group === group.id)} mayArrange={mayArrange} onAsk={setAsked} />
      ))}
      {asked?.what === "addGroup" && <AddGroup onClose={close} />}
      {asked?.what === "renameGroup" && <RenameGroup group={asked.group} onClose={close} />}
      {asked?.what === "deleteGroup" && <DeleteGroup group={asked.group} onClose={close} />}
      {asked?.what === "changeScreen" && <ChangeScreen screen={asked.screen} onClose={close} />}
      {asked?.what === "quietHours" && <QuietHoursDialog screen={asked.screen} onClose={close} />}
      {asked?.what === "screenSlate" && <SlateDialog kind="screens" id={asked.screen.id} name={asked.screen.name} onClose={close} />}
      {asked?.what === "groupSlate" && <SlateDialog kind="groups" id={asked.group.id} name={asked.group.name} onClose={close} />}
      {asked?.what === "feedAddress" && <FeedAddressDialog screen={asked.screen} onClose={close} />}
      {asked?.what === "retireScreen" && <RetireScreen screen={asked.screen} onClose={close} />}
      {asked?.what === "enrol" && <Enrolment step={asked.step} onStep={(step) => setAsked(step && { what: "enrol", step })} />}
    </section>
  );
}
