import { useEffect, useRef, useState } from "preact/hooks";
import { Failure } from "../base/errors";
import { RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import { duration } from "../base/time";
import type { Media } from "../base/types";
import { baseWords } from "../base/words";
import { Shelf } from "../library/shelf";
import { libraryWords } from "../library/words";
import { useLive, useNow } from "../live/live";
import { isAhead } from "../schedule/rules";
import { Pending } from "../walls/pending";
import { DeletePlaylist, MakePlaylist } from "./dialogs";
import { isNew, isPlain, lengthOf, move, nameOf, newItem, type DraftItem, type PlaylistDraft } from "./draft";
import { ItemRow } from "./item";
import { ROWS, Turner, usePages } from "./pages";
import { useReorder } from "./reorder";
import { Strip } from "./strip";
import { usePlaylist, type Editing } from "./use-playlist";
import { playlistWords } from "./words";

/** One playlist, and the library to fill it from. */
export function PlaylistEditor({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const words = useWords(playlistWords);
  const library = useWords(libraryWords);
  const editing = usePlaylist(id);
  const { shown, gone, failure, edit } = editing;
  if (gone || !shown) {
    return <section class="card" id="loop">{gone ? <p class="notice warn">{words.unknown}</p> : <Failure of={failure} />}</section>;
  }
  return (
    <>
      <Sheet id={id} shown={shown} editing={editing} mayEdit={mayEdit} />
      <Shelf level={2} buttons={(media) => mayEdit && media.state !== "failed" && (
        <RowButton kind="add" says={library.addTo} about={media.name} onClick={() => edit({ items: [...shown.items, newItem(media)] })} />
      )} />
    </>
  );
}

function Sheet({ id, shown, editing, mayEdit }: { id: string; shown: PlaylistDraft; editing: Editing; mayEdit: boolean }) {
  const words = useWords(playlistWords);
  const base = useWords(baseWords);
  const groups = useLive((live) => live.groups).filter((group) => group.loop === id);
  const now = useNow(60_000);
  const rules = useLive((live) => live.rules).filter((rule) => rule.playlist === id && isAhead(rule, now));
  const [asked, setAsked] = useState<"copy" | "delete" | null>(null);
  const all = useLive((live) => live.media);
  const media = new Map(all.map((one) => [one.id, one]));
  const total = shown.items.reduce((sum, item) => sum + lengthOf(item, media.get(item.mediaId ?? "")), 0);
  const uses = [
    ...(groups.length ? [words.loopOf(groups.map((group) => group.name).join(base.comma))] : []),
    ...(rules.length ? [words.inWindow(rules.map((rule) => rule.name).join(base.comma))] : []),
  ];
  return (
    <section class="card sheet" aria-label={shown.name} id="loop" data-playlist={id}>
      <header>
        {mayEdit
          ? <input class="title" name="playlist-name" aria-label={base.name} maxLength={100} value={shown.name}
            onInput={(e) => editing.edit({ name: e.currentTarget.value })} />
          : <h2>{shown.name}</h2>}
        {mayEdit && <span class="buttons">
          <button class="small" onClick={() => setAsked("copy")}>{words.copy}</button>
          <button class="small" id="delete" onClick={() => setAsked("delete")}>{base.remove}</button>
        </span>}
      </header>
      <p class="hint used"><span>{uses.length ? uses.join(" · ") : words.unused}</span> {groups.map((group) => <Pending key={group.id} group={group} />)}</p>
      <Strip items={shown.items} media={media} />
      {shown.items.length === 0 && <p class="notice">{words.empty}</p>}
      <Items shown={shown} media={media} mayEdit={mayEdit} onItems={(items) => editing.edit({ items })} />
      {shown.items.length > 0 && <p class="hint">{words.items(shown.items.length)} · {isPlain(shown.items) ? words.turn(duration(total)) : words.turnVaries}</p>}
      <Apply editing={editing} used={uses.length > 0} />
      {asked === "copy" && <MakePlaylist from={shown} onClose={() => setAsked(null)} />}
      {asked === "delete" && <DeletePlaylist id={id} list={shown} uses={uses} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Items({ shown, media, mayEdit, onItems }: {
  shown: PlaylistDraft;
  media: Map<string, Media>;
  mayEdit: boolean;
  onItems: (items: DraftItem[]) => void;
}) {
  const words = useWords(playlistWords);
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const items = shown.items;
  const last = items.at(-1);
  const pages = usePages(items.length, last && isNew(last) ? last.key : null);
  const { first } = pages;
  const [dragged, grab] = useReorder(list, (from, to) => onItems(move(items, first + from, first + to)));
  useEffect(() => setHeld(null), [held]);
  const put = (at: number, to: number) => {
    const item = items[at];
    if (item && to >= 0 && to < items.length) {
      onItems(move(items, at, to));
      pages.show(to);
      // Whoever moves it by a key or by its place goes along; the buttons stay under the hand.
      setHeld(document.activeElement?.classList.contains("handle") || Math.abs(to - at) > 1 ? item.key : null);
      setTold(words.moved(nameOf(item, media.get(item.mediaId ?? "")), to + 1, items.length));
    }
  };
  let startsAt = items.slice(0, first).reduce((sum, item) => sum + lengthOf(item, media.get(item.mediaId ?? "")), 0);
  return (
    <>
      <Turner pages={pages} />
      <ol class={dragged === null ? "items" : "items dragging"} ref={list}>
        {items.slice(first, first + ROWS).map((item, row) => {
          const at = first + row;
          const starts = startsAt;
          startsAt += lengthOf(item, media.get(item.mediaId ?? ""));
          return (
            <ItemRow key={item.key} item={item} media={media.get(item.mediaId ?? "")} place={at + 1} of={items.length} startsAtMillis={starts} readOnly={!mayEdit}
              dragged={dragged === row} held={held === item.key}
              onChange={(part) => onItems(items.map((each, k) => (k === at ? { ...each, ...part } : each)))}
              onMove={(to) => put(at, to - 1)}
              onRemove={() => onItems(items.filter((_, k) => k !== at))}
              onGrab={(event) => grab(event, row)} />
          );
        })}
      </ol>
      <p class="unseen" aria-live="polite">{told}</p>
    </>
  );
}

function Apply({ editing, used }: { editing: Editing; used: boolean }) {
  const words = useWords(playlistWords);
  const { busy, failure, newer, unsaved, save, discard } = editing;
  return (
    <>
      <Failure of={failure} />
      {unsaved && (
        <p class="actions sticky">
          {/* A line of its own, as long as what else it may say: the buttons below stay where they are. */}
          <span class="warn" role="status">● {newer ? words.changedElsewhere : words.unsaved}</span>
          <button id="apply" class="main" disabled={busy} onClick={() => save(false)}>{used ? words.apply : words.save}</button>
          {used && <button id="apply-now" disabled={busy} onClick={() => save(true)}>{words.applyNow}</button>}
          <button id="discard" class="quiet" disabled={busy} onClick={discard}>{words.discard}</button>
        </p>
      )}
    </>
  );
}
