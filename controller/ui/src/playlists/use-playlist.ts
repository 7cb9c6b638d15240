import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, getTagged, put, type Answer } from "../base/api";
import { useAction } from "../base/errors";
import type { Playlist } from "../base/types";
import { useFeed, useLive } from "../live/live";
import { useDraft } from "../shell/drafts";
import { bodyOf, draftOf, type PlaylistDraft } from "./draft";

export interface Editing {
  /** As shown: the edit, or what the controller has; null until read. */
  shown: PlaylistDraft | null;
  unsaved: boolean;
  /** Whether the controller has a newer one than the edit is based on. */
  newer: boolean;
  gone: boolean;
  busy: boolean;
  failure: unknown;
  edit: (part: Partial<Pick<PlaylistDraft, "name" | "items">>) => void;
  save: (applyNow: boolean) => void;
  discard: () => void;
}

/** One playlist that is shown and edited: a change by somebody else is shown at once, and never throws away what is being edited here. */
export function usePlaylist(id: string): Editing {
  const feed = useFeed();
  const news = useLive((live) => live.playlistNews);
  const [loaded, setLoaded] = useState<PlaylistDraft | null>(null);
  const [draft, setDraft] = useDraft<PlaylistDraft>(`playlist:${id}`);
  const [gone, setGone] = useState(false);
  const { busy, failure, run, forget } = useAction();
  const saving = useRef(false);

  const show = (answer: Answer<Playlist>) => {
    setLoaded(draftOf(answer.body, answer.etag ?? ""));
    setGone(false);
  };
  const load = () => run(async () => {
    try {
      show(await getTagged<Playlist>(`/playlists/${id}`));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        setGone(true);
      } else {
        throw error;
      }
    }
  });
  useEffect(() => {
    if (!saving.current) {
      void load();
    }
  }, [id, news]);

  const shown = draft ?? loaded;
  const save = async (applyNow: boolean) => {
    if (!draft) {
      return;
    }
    saving.current = true;
    await run(async () => {
      show(await put<Playlist>(`/playlists/${id}${applyNow ? "?applyNow=true" : ""}`, bodyOf(draft), draft.etag));
      setDraft(null);
      feed.soon("playlists");
    });
    saving.current = false;
  };
  return {
    shown, gone, busy, failure,
    unsaved: draft !== null,
    newer: draft !== null && loaded !== null && loaded.revision > draft.revision,
    edit: (part) => shown && setDraft({ ...shown, ...part }),
    save: (applyNow) => void save(applyNow),
    discard: () => {
      setDraft(null);
      forget();
      void load();
    },
  };
}
