import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../base/api";
import { useAction } from "../base/errors";
import { useLive, useNow } from "../live/live";
import { useDraft } from "../shell/drafts";
import { makeRelease, readRelease, readReleases, replaceRelease, type Release, type ReleaseSummary } from "./api";
import { isMoving } from "./board";
import { documentOf, draftOf, newDraft, type ReleaseDraft } from "./draft";

export interface Releases {
  /** Null until read. */
  all: ReleaseSummary[] | null;
  failure: unknown;
  /** Null where there are no older ones. */
  more: (() => void) | null;
}

/** The newest releases, kept fresh; older ones when they are asked for. */
export function useReleases(): Releases {
  const news = useLive((live) => live.releaseNews);
  const [all, setAll] = useState<ReleaseSummary[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const pages = useRef(1);
  const asked = useRef(0);
  const read = async () => {
    const number = ++asked.current;
    try {
      const items: ReleaseSummary[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pages.current && (page === 0 || cursor !== null); page++) {
        const got: Awaited<ReturnType<typeof readReleases>> = await readReleases(cursor);
        items.push(...got.items);
        cursor = got.next ?? null;
      }
      // An answer that comes after a later question's would show what was.
      if (number === asked.current) {
        setAll(items);
        setNext(cursor);
        setFailure(null);
      }
    } catch (error) {
      setFailure(error);
    }
  };
  useEffect(() => void read(), [news]);
  const more = () => {
    pages.current++;
    void read();
  };
  return { all, failure, more: next === null ? null : more };
}

export interface Kept {
  /** Null until read. */
  release: Release | null;
  etag: string;
  gone: boolean;
  failure: unknown;
  read: () => void;
}

/** How often one looks at what moves without an event of its own: bytes come in, and time passes. */
const LOOK_MILLIS = 5000;

/** One release as the controller has it, kept fresh. */
export function useRelease(id: string | null): Kept {
  const now = useNow(LOOK_MILLIS);
  const news = useLive((live) => live.releaseNews);
  const [kept, setKept] = useState<{ release: Release; etag: string } | null>(null);
  const [gone, setGone] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const asked = useRef(0);
  const read = async () => {
    if (id === null) {
      return;
    }
    const number = ++asked.current;
    try {
      const { body, etag } = await readRelease(id);
      if (number === asked.current) {
        setKept({ release: body, etag: etag ?? "" });
        setFailure(null);
      }
    } catch (error) {
      setGone(error instanceof ApiError && error.status === 404);
      setFailure(error instanceof ApiError && error.status === 404 ? null : error);
    }
  };
  useEffect(() => void read(), [id, news]);
  const moving = kept !== null && isMoving(kept.release, now);
  useEffect(() => {
    if (moving) {
      const timer = setInterval(() => void read(), LOOK_MILLIS);
      return () => clearInterval(timer);
    }
    return undefined;
  }, [id, moving]);
  return { release: kept?.release ?? null, etag: kept?.etag ?? "", gone, failure, read: () => void read() };
}

export interface Writing {
  /** As shown: the edit, or what the controller has; null until read. */
  shown: ReleaseDraft | null;
  unsaved: boolean;
  /** Whether the controller has a newer one than the edit is based on. */
  newer: boolean;
  gone: boolean;
  busy: boolean;
  failure: unknown;
  edit: (part: Partial<ReleaseDraft>) => void;
  /** Tells where it is kept then; null where it was not saved. */
  save: () => Promise<string | null>;
  discard: () => void;
}

/**
 * A release that is written: a change by somebody else never throws away what is being written here.
 *
 * @param id null for a new one
 */
export function useWriting(id: string | null): Writing {
  const kept = useRelease(id);
  const [draft, setDraft] = useDraft<ReleaseDraft>(`release:${id ?? "new"}`);
  const key = useRef(crypto.randomUUID());
  const { busy, failure, run, forget } = useAction();
  const loaded = id === null ? newDraft() : kept.release && draftOf(kept.release, kept.etag);
  const shown = draft ?? loaded;
  const save = async () => {
    if (!shown) {
      return null;
    }
    let to: string | null = null;
    await run(async () => {
      const answer = shown.etag === null ? await makeRelease(documentOf(shown), key.current) : await replaceRelease(id ?? "", documentOf(shown), shown.etag);
      key.current = crypto.randomUUID();
      setDraft(null);
      kept.read();
      to = answer.body.id;
    });
    return to;
  };
  return {
    shown, gone: kept.gone, busy, failure: failure ?? kept.failure,
    unsaved: draft !== null,
    newer: draft !== null && kept.release !== null && kept.release.revision > draft.revision,
    edit: (part) => shown && setDraft({ ...shown, ...part }),
    save,
    discard: () => {
      setDraft(null);
      forget();
      kept.read();
    },
  };
}
