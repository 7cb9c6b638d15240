import { useEffect, useState } from "preact/hooks";
import { ApiError, get } from "./api";
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

const RETRY_MILLIS = 2000;

const whoAmI = async (): Promise<boolean> => (await get<{ signedIn: boolean }>("/setup")).signedIn;

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

/** @param onStranger called when the session has ended: only the door helps then */
export function useLive(onStranger: () => void): Live {
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
    const quietly = (promise: Promise<unknown>) =>
      promise.catch((error: unknown) => {
        merge({ connected: false });
        if (!stopped && error instanceof ApiError && error.status === 401) {
          onStranger();
        }
      });

    // Many changes in a burst become one reading.
    const due: Record<string, ReturnType<typeof setTimeout>> = {};
    const soon = (name: string, read: () => Promise<unknown>) => {
      due[name] ??= setTimeout(() => {
        delete due[name];
        void quietly(read());
      }, 150);
    };

    const phases: Record<string, UploadProgress["phase"]> = {};
    let stream: EventSource;
    let retry: ReturnType<typeof setTimeout>;
    const listen = () => {
      stream = new EventSource("/api/v1/events");
      stream.onopen = () => {
        merge({ connected: true });
        setLive((old) => ({ ...old, playlistNews: old.playlistNews + 1 }));
        void quietly(Promise.all([readScreens(), readMedia(), readGroups()]));
      };
      stream.onerror = () => {
        merge({ connected: false });
        // The browser comes back by itself from a broken line, never from an answer such as 401 or 503.
        if (stream.readyState === EventSource.CLOSED) {
          retry = setTimeout(() => void whoAmI().then((known) => (known ? listen() : onStranger()), listen), RETRY_MILLIS);
        }
      };
      stream.addEventListener("screens", (event) => merge({ screens: JSON.parse(event.data) as ScreenList, receivedAt: performance.now() }));
      stream.addEventListener("media", () => soon("media", readMedia));
      stream.addEventListener("group", () => soon("groups", readGroups));
      stream.addEventListener("gone", () => {
        soon("media", readMedia);
        soon("groups", readGroups);
      });
      stream.addEventListener("playlist", () => setLive((old) => ({ ...old, playlistNews: old.playlistNews + 1 })));
      stream.addEventListener("upload", (event) => {
        const progress = JSON.parse(event.data) as UploadProgress;
        setLive((old) => ({ ...old, uploads: { ...old.uploads, [progress.id]: progress } }));
        // A line of progress comes several times a second: the library differs only from one phase to the next.
        if (phases[progress.id] !== progress.phase) {
          phases[progress.id] = progress.phase;
          soon("media", readMedia);
        }
      });
    };
    listen();
    return () => {
      stopped = true;
      stream.close();
      clearTimeout(retry);
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
