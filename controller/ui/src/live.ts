import { useEffect, useState } from "preact/hooks";
import { get } from "./api";
import type { Group, Media, ScreenList, UploadProgress } from "./types";

/**
 * What the controller says is so, kept fresh by its event stream. A stream that breaks makes the page stale, which it says, until the browser has the stream back; then
 * everything is read anew.
 */
export interface Live {
  screens: ScreenList | null;
  /** This computer's clock when `screens` came, for countdowns. */
  receivedAt: number;
  media: Media[];
  groups: Group[];
  uploads: Record<string, UploadProgress>;
  /** Counts the changes of playlists, so that an editor knows that its own is old. */
  playlistNews: number;
  connected: boolean;
}

const EMPTY: Live = { screens: null, receivedAt: 0, media: [], groups: [], uploads: {}, playlistNews: 0, connected: false };

async function allMedia(): Promise<Media[]> {
  const out: Media[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { items: Media[]; next: string | null } = await get(`/media${next ? `?cursor=${encodeURIComponent(next)}` : ""}`);
    out.push(...page.items);
    next = page.next ?? null;
  }
  return out;
}

export function useLive(): Live {
  const [live, setLive] = useState<Live>(EMPTY);
  useEffect(() => {
    let stopped = false;
    const merge = (part: Partial<Live>) => {
      if (!stopped) {
        setLive((old) => ({ ...old, ...part }));
      }
    };
    const readScreens = () => get<ScreenList>("/screens").then((screens) => merge({ screens, receivedAt: performance.now() }));
    const readMedia = () => allMedia().then((media) => merge({ media }));
    const readGroups = () => get<{ items: Group[] }>("/groups").then((page) => merge({ groups: page.items }));
    const quietly = (promise: Promise<unknown>) => promise.catch(() => merge({ connected: false }));

    // Many changes in a burst become one reading.
    const due: Record<string, ReturnType<typeof setTimeout>> = {};
    const soon = (name: string, read: () => Promise<unknown>) => {
      due[name] ??= setTimeout(() => {
        delete due[name];
        void quietly(read());
      }, 150);
    };

    const stream = new EventSource("/api/v1/events");
    stream.onopen = () => {
      merge({ connected: true });
      void quietly(Promise.all([readScreens(), readMedia(), readGroups()]));
    };
    stream.onerror = () => merge({ connected: false });
    stream.addEventListener("screens", (event) => merge({ screens: JSON.parse(event.data) as ScreenList, receivedAt: performance.now() }));
    stream.addEventListener("media", () => soon("media", readMedia));
    stream.addEventListener("group", () => soon("groups", readGroups));
    stream.addEventListener("playlist", () => setLive((old) => ({ ...old, playlistNews: old.playlistNews + 1 })));
    stream.addEventListener("upload", (event) => {
      const progress = JSON.parse(event.data) as UploadProgress;
      setLive((old) => ({ ...old, uploads: { ...old.uploads, [progress.id]: progress } }));
      soon("media", readMedia);
    });
    return () => {
      stopped = true;
      stream.close();
      Object.values(due).forEach(clearTimeout);
    };
  }, []);
  return live;
}

/** Draws anew every `millis`, for countdowns. */
export function useTick(millis: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), millis);
    return () => clearInterval(timer);
  }, [millis]);
}

/** The controller's timeline clock now, in Unix milliseconds. */
export function controllerNow(live: Live): number {
  return live.screens ? Date.parse(live.screens.now) + (performance.now() - live.receivedAt) : Date.now();
}
