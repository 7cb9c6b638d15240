import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, getTagged, put, type Answer } from "./api";
import { explain } from "./errors";
import { useWords } from "./i18n";
import { ItemRow, move } from "./item";
import { Library } from "./library";
import type { Live } from "./live";
import { duration } from "./time";
import type { Group, Item, Media, Playlist, Session } from "./types";

const STILL_MILLIS = 10_000;

/** The default loop of the first group, and the library to fill it from. */
export function LoopPage({ live, session }: { live: Live; session: Session }) {
  const group = live.groups[0];
  return group ? <LoopEditor key={group.id} group={group} named={live.groups.length > 1} live={live} mayEdit={session.role !== "technician"} /> : null;
}

function lengthOf(item: Item, media: Media | undefined): number {
  return item.lengthMillis ?? media?.lengthMillis ?? STILL_MILLIS;
}

function LoopEditor({ group, named, live, mayEdit }: { group: Group; named: boolean; live: Live; mayEdit: boolean }) {
  const words = useWords();
  const [loaded, setLoaded] = useState<{ playlist: Playlist; etag: string } | null>(null);
  const [draft, setDraft] = useState<Item[] | null>(null);
  const [newer, setNewer] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [dragged, setDragged] = useState<number | null>(null);

  const latest = useRef<{ draft: Item[] | null; revision: number }>({ draft: null, revision: 0 });
  latest.current = { draft, revision: loaded?.playlist.revision ?? 0 };
  const show = (answer: Answer<Playlist>) => {
    setLoaded({ playlist: answer.body, etag: answer.etag ?? "" });
    setDraft(null);
    setNewer(false);
    setFailure(null);
  };
  const load = async (discard: boolean) => {
    try {
      const answer = await getTagged<Playlist>(`/playlists/${group.loop}`);
      // A change by somebody else never throws away what is being edited here, be it begun while this was asked.
      if (discard || latest.current.draft === null) {
        show(answer);
      } else {
        setNewer(answer.body.revision > latest.current.revision);
      }
    } catch (error) {
      setFailure(error);
    }
  };
  useEffect(() => {
    if (!busy) {
      void load(false);
    }
  }, [group.loop, live.playlistNews]);

  const media = new Map(live.media.map((one) => [one.id, one]));
  const items = draft ?? loaded?.playlist.items ?? [];
  const total = items.reduce((sum, item) => sum + lengthOf(item, media.get(item.mediaId)), 0);

  const save = async (applyNow: boolean) => {
    if (!loaded || !draft) {
      return;
    }
    setBusy(true);
    try {
      const items = draft.map(({ id, mediaId, lengthMillis, fit }) => ({ ...(id ? { id } : {}), mediaId, ...(lengthMillis === null ? {} : { lengthMillis }), fit }));
      const body = { name: loaded.playlist.name, items };
      show(await put<Playlist>(`/playlists/${loaded.playlist.id}${applyNow ? "?applyNow=true" : ""}`, body, loaded.etag));
    } catch (error) {
      setNewer(error instanceof ApiError && error.status === 412);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const change = (at: number, part: Partial<Item>) => setDraft(items.map((item, i) => (i === at ? { ...item, ...part } : item)));
  return (
    <div class="split">
      <section class="card" aria-label={words.loop} id="loop">
        <h1>{words.loop} {named && <small>{group.name}</small>}</h1>
        <Pending group={group} />
        {items.length === 0 && <p class="hint">{words.emptyLoop}</p>}
        <ol class="items">
          {items.map((item, i) => (
            <ItemRow key={item.id ?? `new-${i}`} item={item} media={media.get(item.mediaId)} first={i === 0} last={i + 1 === items.length} readOnly={!mayEdit}
              onChange={(part) => change(i, part)}
              onMove={(to) => setDraft(move(items, i, i + to))}
              onRemove={() => setDraft(items.filter((_, k) => k !== i))}
              onDragStart={() => setDragged(i)}
              onDrop={() => {
                if (dragged !== null) {
                  setDraft(move(items, dragged, i));
                }
                setDragged(null);
              }} />
          ))}
        </ol>
        {items.length > 0 && <p class="hint">{words.turn(duration(total))}</p>}
        {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
        {newer && <p class="notice warn" role="status">{words.changedElsewhere}</p>}
        {draft && (
          <p class="actions">
            <span class="hint">{words.unsaved}</span>
            <button id="apply" class="main" disabled={busy} onClick={() => void save(false)}>{words.apply}</button>
            <button id="apply-now" disabled={busy} onClick={() => void save(true)}>{words.applyNow}</button>
            <button id="discard" class="quiet" disabled={busy} onClick={() => void load(true)}>{words.discard}</button>
          </p>
        )}
      </section>
      <Library live={live} mayEdit={mayEdit} onAdd={(one) => setDraft([...items, { mediaId: one.id, mediaName: one.name, lengthMillis: null, fit: "contain" }])} />
    </div>
  );
}

/** How far the newest state of the schedule is on its way to the walls. */
function Pending({ group }: { group: Group }) {
  const words = useWords();
  const pending = group.pending;
  if (!pending) {
    return null;
  }
  const text =
    pending.state === "preparing" ? `${words.preparing}${pending.missing.length ? ` (${pending.missing.join(", ")})` : ""}`
    : pending.state === "decided" && pending.switchAt ? words.decided(new Date(pending.switchAt).toLocaleTimeString())
    : words.offered;
  return <p class="notice" role="status" id="pending" data-state={pending.state}>{text}</p>;
}
