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

/** Of a nested list 0: its own page says how long it is. */
export const lengthOf = (item: Item, media: Media | undefined): number =>
  item.mediaId === null ? 0 : item.lengthMillis ?? media?.lengthMillis ?? STILL_MILLIS;

export const nameOf = (item: Item, media: Media | undefined): string => media?.name ?? item.mediaName ?? item.playlistName ?? item.mediaId ?? "";

/** Whether a turn is just the items one after the other. */
export const isPlain = (items: Item[]): boolean =>
  items.every((item) => item.mediaId !== null && (item.every ?? 1) === 1 && !item.validFrom && !item.validUntil);

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
  items: items.map(({ id, mediaId, playlistId, lengthMillis, fit, languages, validFrom, validUntil, every }) => ({
    ...(id && !copied ? { id } : {}), ...(playlistId ? { playlistId } : { mediaId, ...(lengthMillis === null ? {} : { lengthMillis }), fit }),
    // What this page does not edit yet goes back as it came.
    languages, validFrom, validUntil, every,
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
