import { ApiError, get, getAll } from "../base/api";
import type { Calendar, Group, Media, PlaylistSummary, Rule, ScreenList, UploadProgress } from "../base/types";
import { newerPage } from "./build";

/** What the controller says is so. */
export interface Live {
  /** Null until first read. */
  screens: ScreenList | null;
  /** This computer's monotonic clock when `screens` came, for countdowns. */
  receivedAt: number;
  media: Media[];
  groups: Group[];
  playlists: PlaylistSummary[];
  rules: Rule[];
  calendars: Calendar[];
  /** Whether the lists above have been read at all: an empty one is empty only then. */
  read: boolean;
  uploads: Record<string, UploadProgress>;
  /** Counts what may have changed playlists, so that an editor knows that its own is old. */
  playlistNews: number;
  /** Count what may have changed releases, and channels: whoever shows some reads them anew. */
  releaseNews: number;
  channelNews: number;
  link: Link;
  /** Whether the controller offers another build of this page than the one that runs here. */
  outdated: boolean;
}

/** `live`: heard from within the last seconds. `lost`: the line is down, or silent for too long; it is being made anew. `expired`: the sign-in has ended. */
export type Link = "opening" | "live" | "lost" | "expired";

const EMPTY: Live = {
  screens: null, receivedAt: 0, media: [], groups: [], playlists: [], rules: [], calendars: [], read: false, uploads: {}, playlistNews: 0, releaseNews: 0,
  channelNews: 0, link: "opening", outdated: false,
};

const RETRY_MILLIS = 2000;
/** The controller says something every 5 s at least; a line that is silent for longer is half open. */
const SILENCE_MILLIS = 12_000;
const LOOK_EVERY_MILLIS = 1000;
/** Many changes in a burst become one reading. */
const BURST_MILLIS = 150;

type News = "releaseNews" | "channelNews";
type List = "screens" | "media" | "groups" | "playlists" | "rules" | "calendars";

const READERS: Record<List, () => Promise<Partial<Live>>> = {
  screens: async () => ({ screens: await get<ScreenList>("/screens"), receivedAt: performance.now() }),
  media: async () => ({ media: await getAll<Media>("/media") }),
  groups: async () => ({ groups: await getAll<Group>("/groups") }),
  playlists: async () => ({ playlists: await getAll<PlaylistSummary>("/playlists") }),
  rules: async () => ({ rules: await getAll<Rule>("/schedule/rules") }),
  calendars: async () => ({ calendars: await getAll<Calendar>("/calendars") }),
};
const LISTS = Object.keys(READERS) as List[];

/**
 * Keeps a picture of the controller's state by its event stream. A stream that breaks or falls silent is made anew and everything is read again; until then the
 * picture is marked as lost, never thrown away. One feed lives as long as one person is signed in.
 */
export class Feed {
  private state = EMPTY;
  private readonly hearers = new Set<() => void>();
  private readonly due = new Map<List | News, ReturnType<typeof setTimeout>>();
  private readonly phases: Record<string, UploadProgress["phase"]> = {};
  private readonly watch: ReturnType<typeof setInterval>;
  private stream: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heardAt = performance.now();
  private closed = false;

  constructor() {
    this.watch = setInterval(() => this.look(), LOOK_EVERY_MILLIS);
    this.listen();
  }

  get live(): Live {
    return this.state;
  }

  subscribe(hearer: () => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  close(): void {
    this.closed = true;
    this.stream?.close();
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.due.forEach(clearTimeout);
  }

  /** Reads a list again soon: for what was just changed from here, in case its event is late. */
  soon(list: List): void {
    if (!this.due.has(list)) {
      this.due.set(list, setTimeout(() => {
        this.due.delete(list);
        void this.read([list]);
      }, BURST_MILLIS));
    }
  }

  private news(of: News): void {
    if (!this.due.has(of)) {
      this.due.set(of, setTimeout(() => {
        this.due.delete(of);
        this.merge({ [of]: this.state[of] + 1 });
      }, BURST_MILLIS));
    }
  }

  /** Begins anew at once: after another sign-in, or because a person asks. */
  renew(): void {
    clearTimeout(this.retry);
    this.stream?.close();
    this.listen();
  }

  private merge(part: Partial<Live>): void {
    if (!this.closed) {
      this.state = { ...this.state, ...part };
      this.hearers.forEach((hearer) => hearer());
    }
  }

  private async read(lists: List[]): Promise<void> {
    try {
      const parts = await Promise.all(lists.map((list) => READERS[list]()));
      this.merge(Object.assign({}, ...parts) as Partial<Live>);
    } catch (error) {
      this.lost(error instanceof ApiError && error.status === 401);
    }
  }

  private lost(expired: boolean): void {
    this.merge({ link: expired ? "expired" : "lost" });
    if (expired) {
      this.stream?.close();
      clearTimeout(this.retry);
    }
  }

  private look(): void {
    if (this.state.link === "live" && performance.now() - this.heardAt > SILENCE_MILLIS) {
      this.lost(false);
      this.renew();
    }
  }

  private listen(): void {
    this.heardAt = performance.now();
    const stream = new EventSource("/api/v1/events");
    this.stream = stream;
    stream.onopen = () => void this.opened();
    stream.onerror = () => {
      this.lost(false);
      // The browser comes back by itself from a broken line, never from an answer such as 401 or 503.
      if (stream.readyState === EventSource.CLOSED) {
        this.retry = setTimeout(() => void this.comeBack(), RETRY_MILLIS);
      }
    };
    this.on("alive", () => undefined);
    this.on("screens", (data) => this.merge({ screens: data as ScreenList, receivedAt: performance.now() }));
    this.on("media", () => this.soon("media"));
    this.on("group", () => this.soon("groups"));
    this.on("rule", () => this.soon("rules"));
    this.on("calendar", () => this.soon("calendars"));
    this.on("playlist", () => this.playlistsChanged());
    this.on("release", () => this.news("releaseNews"));
    this.on("channel", () => this.news("channelNews"));
    this.on("gone", () => {
      this.soon("media");
      this.soon("groups");
      this.news("releaseNews");
      this.playlistsChanged();
    });
    this.on("upload", (data) => this.uploading(data as UploadProgress));
  }

  private on(event: string, act: (data: unknown) => void): void {
    this.stream?.addEventListener(event, (message) => {
      this.heardAt = performance.now();
      act(JSON.parse((message as MessageEvent<string>).data));
    });
  }

  private async opened(): Promise<void> {
    this.heardAt = performance.now();
    const { playlistNews, releaseNews, channelNews } = this.state;
    this.merge({ link: "live", playlistNews: playlistNews + 1, releaseNews: releaseNews + 1, channelNews: channelNews + 1 });
    await this.read(LISTS);
    if (this.state.link === "live") {
      this.merge({ read: true });
    }
    // Only a controller that was started anew can bring another page, and that ends every stream.
    if (await newerPage()) {
      this.merge({ outdated: true });
    }
  }

  private async comeBack(): Promise<void> {
    try {
      const known = (await get<{ signedIn: boolean }>("/setup")).signedIn;
      if (!known) {
        this.lost(true);
      } else if (!this.closed) {
        this.listen();
      }
    } catch {
      if (!this.closed) {
        this.retry = setTimeout(() => void this.comeBack(), RETRY_MILLIS);
      }
    }
  }

  private playlistsChanged(): void {
    this.soon("playlists");
    this.merge({ playlistNews: this.state.playlistNews + 1 });
  }

  private uploading(progress: UploadProgress): void {
    this.merge({ uploads: { ...this.state.uploads, [progress.id]: progress } });
    // A line of progress comes several times a second: the library differs only from one phase to the next.
    if (this.phases[progress.id] !== progress.phase) {
      this.phases[progress.id] = progress.phase;
      this.soon("media");
    }
  }
}
