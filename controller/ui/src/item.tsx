import { useState } from "preact/hooks";
import { useWords } from "./i18n";
import type { Fit, Item, Media } from "./types";

const MIN_MILLIS = 40;
const MAX_MILLIS = 86_400_000;
const FITS: Fit[] = ["contain", "cover", "stretch"];

/** The list with the entry at `from` moved to `to`. */
export function move<T>(list: T[], from: number, to: number): T[] {
  const out = [...list];
  const [one] = out.splice(from, 1);
  if (one !== undefined) {
    out.splice(Math.max(0, Math.min(to, out.length)), 0, one);
  }
  return out;
}

/** One place in the loop: drag it, or move it by its buttons. */
export function ItemRow({ item, media, first, last, readOnly, onChange, onMove, onRemove, onDragStart, onDrop }: {
  item: Item;
  media: Media | undefined;
  first: boolean;
  last: boolean;
  readOnly: boolean;
  onChange: (part: Partial<Item>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
  onDragStart: () => void;
  onDrop: () => void;
}) {
  const words = useWords();
  const name = media?.name ?? item.mediaName ?? item.mediaId;
  // While it is typed the text stands as typed: "0.0" on its way to "0.04" is not yet a length.
  const [typed, setTyped] = useState<string | null>(null);
  const seconds = typed ?? (item.lengthMillis === null ? "" : String(item.lengthMillis / 1000));
  const type = (text: string) => {
    setTyped(text);
    const millis = Math.round(Number(text) * 1000);
    if (text === "" || millis >= MIN_MILLIS) {
      onChange({ lengthMillis: text === "" ? null : Math.min(millis, MAX_MILLIS) });
    }
  };
  return (
    <li class="item" draggable={!readOnly} onDragStart={onDragStart} onDragOver={(e) => e.preventDefault()} onDrop={onDrop} data-media={item.mediaId}>
      <img src={`/api/v1/media/${item.mediaId}/thumbnail`} alt="" loading="lazy" />
      <span class="item-name">{name}</span>
      <label class="inline">
        {words.seconds}
        <input class="seconds" type="number" min={MIN_MILLIS / 1000} max={MAX_MILLIS / 1000} step="any" value={seconds} disabled={readOnly}
          placeholder={media?.lengthMillis ? String(media.lengthMillis / 1000) : "10"}
          onInput={(e) => type(e.currentTarget.value)} onBlur={() => setTyped(null)} />
      </label>
      <label class="inline">
        {words.fit}
        <select value={item.fit} disabled={readOnly} onChange={(e) => onChange({ fit: e.currentTarget.value as Fit })}>
          {FITS.map((fit) => <option key={fit} value={fit}>{words.fits[fit]}</option>)}
        </select>
      </label>
      {!readOnly && (
        <span class="buttons">
          <button class="up" disabled={first} aria-label={`${words.up}: ${name}`} title={words.up} onClick={() => onMove(-1)}>↑</button>
          <button class="down" disabled={last} aria-label={`${words.down}: ${name}`} title={words.down} onClick={() => onMove(1)}>↓</button>
          <button class="remove" aria-label={`${words.remove}: ${name}`} title={words.remove} onClick={onRemove}>✕</button>
        </span>
      )}
    </li>
  );
}
