import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../base/api";
import { useAction } from "../base/errors";
import { useFeed, useLive } from "../live/live";
import { useDraft } from "../shell/drafts";
import { go } from "../shell/route";
import { addNotice, lastEdit, readNotice, replaceNotice, type Notice, type Templates } from "./api";
import { documentOf, draftOf, newDraft, type NoticeDraft } from "./draft";

/** The id of one that is not kept yet. */
export const NEW = "new";

export interface Writing {
  /** As shown: the edit, or what the controller has; null until read. */
  shown: NoticeDraft | null;
  /** As the controller has it; null for a new one. */
  kept: Notice | null;
  unsaved: boolean;
  /** Who saved another revision since the edit began; null for nobody. */
  newer: { by: string; at: string } | null;
  gone: boolean;
  busy: boolean;
  failure: unknown;
  edit: (part: Partial<NoticeDraft>) => void;
  save: () => void;
  /** Bases the edit on the newest revision: what was written here shall replace it. */
  insist: () => void;
  discard: () => void;
}

/** One notice that is written: a change by somebody else is shown, and never throws away what is being written here. */
export function useNotice(id: string, templates: Templates): Writing {
  const feed = useFeed();
  const news = useLive((live) => live.media.find((each) => each.id === id)?.sha256);
  const [kept, setKept] = useState<{ notice: Notice; etag: string } | null>(null);
  const [draft, setDraft] = useDraft<NoticeDraft>(`notice:${id}`);
  const [newer, setNewer] = useState<{ by: string; at: string } | null>(null);
  const [gone, setGone] = useState(false);
  const { busy, failure, run, forget } = useAction();
  const saving = useRef(false);

  const load = () => run(async () => {
    try {
      const { body, etag } = await readNotice(id);
      setKept({ notice: body, etag: etag ?? "" });
      setGone(false);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        throw error;
      }
      setGone(true);
    }
  });
  useEffect(() => {
    if (id !== NEW && !saving.current) {
      void load();
    }
  }, [id, news]);
  const behind = draft !== null && kept !== null && kept.notice.revision > draft.revision;
  useEffect(() => {
    if (!behind) {
      setNewer(null);
    } else {
      lastEdit(id).then(setNewer, () => setNewer(null));
    }
  }, [behind, kept?.notice.revision]);

  const shown = draft ?? (kept ? draftOf(kept.notice, kept.etag) : id === NEW ? newDraft(templates) : null);
  const keep = async (written: NoticeDraft) => {
    const document = documentOf(written, templates);
    if (written.etag === null) {
      const media = await addNotice(document);
      setDraft(null);
      feed.soon("media");
      go("library", media.id);
    } else {
      const { body, etag } = await replaceNotice(id, document, written.etag);
      setKept({ notice: body, etag: etag ?? "" });
      setDraft(null);
      feed.soon("media");
    }
  };
  const save = async () => {
    if (!draft) {
      return;
    }
    saving.current = true;
    await run(async () => {
      try {
        await keep(draft);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 412)) {
          throw error;
        }
        // What is kept now is read, and who made it so is told beside the edit.
        const { body, etag } = await readNotice(id);
        setKept({ notice: body, etag: etag ?? "" });
      }
    });
    saving.current = false;
  };
  return {
    shown, kept: kept?.notice ?? null, gone, busy, failure, newer: behind ? newer : null,
    unsaved: draft !== null,
    edit: (part) => shown && setDraft({ ...shown, ...part }),
    save: () => void save(),
    insist: () => draft && kept && setDraft({ ...draft, etag: kept.etag, revision: kept.notice.revision }),
    discard: () => {
      setDraft(null);
      forget();
      if (id === NEW) {
        go("library");
      } else {
        void load();
      }
    },
  };
}
