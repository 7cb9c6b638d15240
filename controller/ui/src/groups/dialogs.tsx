import { useState } from "preact/hooks";
import { del, etagOf, post, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Group, Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useLive, useNow, useScreens } from "../live/live";
import { isAhead } from "../schedule/rules";
import { groupWords } from "./words";

export function AddGroup({ onClose }: { onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState("");
  const add = async () => {
    await post("/groups", { name });
    feed.soon("groups");
    feed.soon("playlists");
  };
  return (
    <FormDialog id="new-group" title={words.addTitle} action={base.add} onSubmit={add} onClose={onClose}>
      <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
    </FormDialog>
  );
}

export function RenameGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState(group.name);
  const rename = async () => {
    await put(`/groups/${group.id}`, { name }, etagOf(group));
    feed.soon("groups");
  };
  return (
    <FormDialog id="rename-group" title={words.renameTitle(group.name)} action={base.rename} onSubmit={rename} onClose={onClose}>
      <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
    </FormDialog>
  );
}

export function DeleteGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const screens = useScreens().filter((screen) => screen.group === group.id);
  const now = useNow(60_000);
  const rules = useLive((live) => live.rules).filter((rule) => rule.groups.includes(group.id) && isAhead(rule, now));
  const used = screens.length + rules.length > 0;
  const remove = async () => {
    await del(`/groups/${group.id}`, etagOf(group));
    feed.soon("groups");
  };
  return (
    <FormDialog id="delete-group" title={words.deleteTitle(group.name)} action={base.remove} danger blocked={used} onSubmit={remove} onClose={onClose}>
      {used ? (
        <div class="notice warn">
          {words.deleteBlocked}
          <ul>
            {screens.length > 0 && <li>{words.hasScreens(screens.map((screen) => screen.name).join(base.comma))}</li>}
            {rules.length > 0 && <li>{words.hasWindows(rules.map((rule) => rule.name).join(base.comma))}</li>}
          </ul>
        </div>
      ) : <p class="hint">{words.deleteHint}</p>}
    </FormDialog>
  );
}

/** For good, so that it asks for the name: a slip of the hand types none. */
export function RetireScreen({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(groupWords);
  const feed = useFeed();
  const [typed, setTyped] = useState("");
  const retire = async () => {
    await del(`/screens/${screen.id}`);
    feed.soon("screens");
  };
  return (
    <FormDialog id="retire-screen" title={words.retireTitle(screen.name)} action={words.retire} danger blocked={typed.trim() !== screen.name}
      onSubmit={retire} onClose={onClose}>
      <p>{words.retireHint}</p>
      <Field name="confirm" label={words.type(screen.name)} autocomplete="off" value={typed} onText={setTyped} />
    </FormDialog>
  );
}
