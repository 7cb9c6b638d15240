import { useState } from "preact/hooks";
import { del, post, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import type { Group, Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useLive, useScreens } from "../live/live";
import { screenBody, ScreenFields, type ScreenDraft } from "../technician/new-screen";
import { groupWords } from "./words";

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const base = useWords(baseWords);
  return <label>{base.name}<input name="name" required maxLength={100} value={value} onInput={(e) => onChange(e.currentTarget.value)} /></label>;
}

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
  return <FormDialog id="new-group" title={words.addTitle} action={base.add} onSubmit={add} onClose={onClose}><NameField value={name} onChange={setName} /></FormDialog>;
}

export function RenameGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState(group.name);
  const rename = async () => {
    await put(`/groups/${group.id}`, { name });
    feed.soon("groups");
  };
  return (
    <FormDialog id="rename-group" title={words.renameTitle(group.name)} action={base.rename} onSubmit={rename} onClose={onClose}>
      <NameField value={name} onChange={setName} />
    </FormDialog>
  );
}

export function DeleteGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const screens = useScreens().filter((screen) => screen.group === group.id);
  const rules = useLive((live) => live.rules).filter((rule) => rule.group === group.id);
  const used = screens.length + rules.length > 0;
  const remove = async () => {
    await del(`/groups/${group.id}`);
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

/** Renames a screen, corrects its size, or moves it to another group. */
export function ChangeScreen({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const groups = useLive((live) => live.groups);
  const [draft, setDraft] = useState<ScreenDraft>({
    name: screen.name, group: screen.group, width: String(screen.width), height: String(screen.height), frameRate: String(screen.frameRate), zone: screen.zone,
  });
  const change = async () => {
    await put(`/screens/${screen.id}`, screenBody(draft));
    feed.soon("screens");
  };
  return (
    <FormDialog id="change-screen" title={words.editTitle(screen.name)} action={base.save} onSubmit={change} onClose={onClose}>
      <ScreenFields draft={draft} groups={groups} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} />
      {draft.group !== screen.group && <p class="notice">{words.moveHint}</p>}
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
    <FormDialog id="retire-screen" title={words.retireTitle(screen.name)} action={words.retire} danger blocked={typed.trim() !== screen.name} onSubmit={retire} onClose={onClose}>
      <p>{words.retireHint}</p>
      <label>{words.type(screen.name)}<input name="confirm" autocomplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
    </FormDialog>
  );
}
