import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import type { Group, PlaylistSummary } from "../base/types";
import { baseWords } from "../base/words";
import { useLive } from "../live/live";
import { to, useRoute } from "../shell/route";
import { useMay } from "../shell/session";
import { MakePlaylist } from "./dialogs";
import { PlaylistEditor } from "./editor";
import { playlistWords } from "./words";

/** All playlists, one of them open; the first group's default loop unless the address names another. */
export function PlaylistsPage() {
  const words = useWords(playlistWords);
  const { id } = useRoute();
  const playlists = useLive((live) => live.playlists);
  const groups = useLive((live) => live.groups);
  const read = useLive((live) => live.read);
  const mayEdit = useMay("editPlaylists");
  const [making, setMaking] = useState(false);
  const open = id ?? groups[0]?.loop ?? playlists[0]?.id ?? null;
  return (
    <div class="lists">
      <section class="card index" aria-label={words.playlists}>
        <header>
          <h1>{words.playlists}</h1>
          {mayEdit && <button id="new-playlist" class="small" onClick={() => setMaking(true)}>＋ {words.make}</button>}
        </header>
        {read && playlists.length === 0 && <p class="hint">{words.none}</p>}
        <ul>{playlists.map((list) => <Entry key={list.id} list={list} groups={groups} open={list.id === open} />)}</ul>
      </section>
      {open && read && <PlaylistEditor key={open} id={open} mayEdit={mayEdit} />}
      {making && <MakePlaylist onClose={() => setMaking(false)} />}
    </div>
  );
}

function Entry({ list, groups, open }: { list: PlaylistSummary; groups: Group[]; open: boolean }) {
  const words = useWords(playlistWords);
  const base = useWords(baseWords);
  const looping = groups.filter((group) => group.loop === list.id);
  return (
    <li data-playlist={list.id}>
      <a href={to("playlists", list.id)} aria-current={open ? "true" : undefined}>
        <span>{list.name}</span>
        <small>
          {words.items(list.itemCount)}
          {looping.length > 0 && <span class="mark plain" title={words.loopOf(looping.map((group) => group.name).join(base.comma))}>{words.loopMark}</span>}
        </small>
      </a>
    </li>
  );
}
