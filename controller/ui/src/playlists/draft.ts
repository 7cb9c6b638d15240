import type { Item, Media, Playlist } from "../base/types";

/** An item as it is edited; the key stays with it through moves, so that the focus does too. */
export interface DraftItem extends Item {
  key: string;
}

/** An edit of a playlist, and what it is based on. */
export interface PlaylistDraft {
  name: string;
  items: DraftItem[];
  etag: string;
  revision: number;
}

const STILL_MILLIS = 10_000;

export const lengthOf = (item: Item, media: Media | undefined): number => item.lengthMillis ?? media?.lengthMillis ?? STILL_MILLIS;

export const draftOf = (playlist: Playlist, etag: string): PlaylistDraft => ({
  name: playlist.name, revision: playlist.revision, etag, items: playlist.items.map((item, i) => ({ ...item, key: item.id ?? `at-${i}` })),
});

const NEW = "new-";

export const isNew = (item: DraftItem): boolean => item.key.startsWith(NEW);

export const newItem = (media: Media): DraftItem => ({
  key: `${NEW}${crypto.getRandomValues(new Uint32Array(2)).join("-")}`, mediaId: media.id, mediaName: media.name, lengthMillis: null, fit: "contain",
});

/** What the controller is told. */
export const bodyOf = ({ name, items }: Pick<PlaylistDraft, "name" | "items">, copied = false) => ({
  name,
  items: items.map(({ id, mediaId, lengthMillis, fit }) => ({
    ...(id && !copied ? { id } : {}), mediaId, ...(lengthMillis === null ? {} : { lengthMillis }), fit,
  })),
});

/** The list with the entry at `from` moved to `to`. */
export function move<T>(list: T[], from: number, to: number): T[] {
  const out = [...list];
  const [one] = out.splice(from, 1);
  if (one !== undefined) {
    out.splice(Math.max(0, Math.min(to, out.length)), 0, one);
  }
  return out;
}
