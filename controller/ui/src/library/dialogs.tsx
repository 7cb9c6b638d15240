import { useEffect, useState } from "preact/hooks";
import { del, get, put } from "../base/api";
import { Dialog, FormDialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Media } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed } from "../live/live";
import { to } from "../shell/route";
import { libraryWords } from "./words";

interface Uses {
  playlists: { id: string; name: string; groups: { id: string; name: string }[] }[];
  slates: { name: string }[];
  onAir: { screenId: string; screenName: string }[];
}

function useUses(media: Media): { uses: Uses | null; failure: unknown } {
  const [uses, setUses] = useState<Uses | null>(null);
  const { failure, run } = useAction();
  useEffect(() => void run(async () => setUses(await get<Uses>(`/media/${media.id}/uses`))), [media.id]);
  return { uses, failure };
}

function UseLists({ uses }: { uses: Uses }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  if (uses.playlists.length + uses.slates.length + uses.onAir.length === 0) {
    return <p>{words.unused}</p>;
  }
  return (
    <>
      {uses.playlists.length > 0 && <h3>{words.usedIn}</h3>}
      <ul>
        {uses.playlists.map((list) => (
          <li key={list.id}>
            <a href={to("playlists", list.id)}>{list.name}</a>
            {list.groups.length > 0 && <small> {words.usedBy(list.groups.map((group) => group.name).join(base.comma))}</small>}
          </li>
        ))}
      </ul>
      {uses.slates.length > 0 && <p><strong>{words.slateOf}{base.colon}</strong>{uses.slates.map((each) => each.name).join(base.comma)}</p>}
      {uses.onAir.length > 0 && <p><strong>{words.onAir}{base.colon}</strong>{uses.onAir.map((each) => each.screenName).join(base.comma)}</p>}
    </>
  );
}

export function MediaUses({ media, onClose }: { media: Media; onClose: () => void }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const { uses, failure } = useUses(media);
  return (
    <Dialog title={words.usesOf(media.name)} onClose={onClose}>
      <Failure of={failure} />
      {uses && <UseLists uses={uses} />}
      <p class="actions"><button data-first onClick={onClose}>{base.close}</button></p>
    </Dialog>
  );
}

export function RenameMedia({ media, onClose }: { media: Media; onClose: () => void }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const [name, setName] = useState(media.name);
  const rename = async () => {
    await put(`/media/${media.id}`, { name });
    feed.soon("media");
  };
  return (
    <FormDialog id="rename-media" title={words.renameTitle(media.name)} action={base.rename} onSubmit={rename} onClose={onClose}>
      <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
    </FormDialog>
  );
}

/** Names what the deletion would break before it is asked for, and offers it only where nothing would. */
export function DeleteMedia({ media, onClose }: { media: Media; onClose: () => void }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const { uses, failure } = useUses(media);
  const remove = async () => {
    await del(`/media/${media.id}`);
    feed.soon("media");
  };
  const blocked = !!uses && uses.playlists.length + uses.slates.length > 0;
  return (
    <FormDialog id="delete-media" title={words.deleteTitle(media.name)} action={base.remove} danger blocked={blocked} onSubmit={remove} onClose={onClose}>
      <Failure of={failure} />
      {uses && uses.playlists.length + uses.slates.length + uses.onAir.length > 0 && <UseLists uses={uses} />}
      <p class={blocked ? "notice warn" : "hint"}>{blocked ? words.deleteBlocked : words.deleteHint}</p>
    </FormDialog>
  );
}
