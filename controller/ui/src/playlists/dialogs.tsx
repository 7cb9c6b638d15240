import { useState } from "preact/hooks";
import { del, etagOf, post } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Playlist } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed } from "../live/live";
import { go } from "../shell/route";
import { bodyOf, type PlaylistDraft } from "./draft";
import { playlistWords } from "./words";

/** @param from what to copy; nothing for an empty list */
export function MakePlaylist({ from, onClose }: { from?: Pick<PlaylistDraft, "name" | "items">; onClose: () => void }) {
  const words = useWords(playlistWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState(from ? words.copyName(from.name) : "");
  const make = async () => {
    const made = await post<Playlist>("/playlists", from ? { ...bodyOf(from, true), name } : { name });
    feed.soon("playlists");
    go("playlists", made.id);
  };
  return (
    <FormDialog id="make-playlist" title={from ? words.copyTitle(from.name) : words.makeTitle} action={base.add} onSubmit={make} onClose={onClose}>
      <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
    </FormDialog>
  );
}

export function DeletePlaylist({ id, list, uses, onClose }: {
  id: string;
  list: Pick<PlaylistDraft, "name" | "revision">;
  /** Where it is used, in words: nothing is broken by surprise. */
  uses: string[];
  onClose: () => void;
}) {
  const words = useWords(playlistWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const remove = async () => {
    await del(`/playlists/${id}`, etagOf(list));
    feed.soon("playlists");
    go("playlists");
  };
  return (
    <FormDialog id="delete-playlist" title={words.deleteTitle(list.name)} action={base.remove} danger blocked={uses.length > 0}
      onSubmit={remove} onClose={onClose}>
      {uses.length === 0 && <p class="hint">{words.deleteHint}</p>}
      {uses.length > 0 && <div class="notice warn">{words.deleteBlocked}<ul>{uses.map((use) => <li key={use}>{use}</li>)}</ul></div>}
    </FormDialog>
  );
}
