import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { duration, moment, ownZone } from "../base/time";
import type { Fit, Media } from "../base/types";
import { baseWords } from "../base/words";
import { Thumbnail } from "../library/media-row";
import { to } from "../shell/route";
import { nameOf, type DraftItem } from "./draft";
import { Place } from "./pages";
import { playlistWords } from "./words";

const MIN_MILLIS = 40;
const MAX_MILLIS = 86_400_000;
const FITS: Fit[] = ["contain", "cover", "stretch"];

/** One place in the list: drag it by its handle, or move it by its buttons or the arrow keys on the handle. */
export function ItemRow({ item, media, place, of, startsAtMillis, dragged, held, readOnly, onChange, onMove, onRemove, onGrab }: {
  item: DraftItem;
  media: Media | undefined;
  /** From 1. */
  place: number;
  of: number;
  startsAtMillis: number;
  dragged: boolean;
  /** Whether the handle shall have the focus: it moved by a key just now. */
  held: boolean;
  readOnly: boolean;
  onChange: (part: Partial<DraftItem>) => void;
  /** To this place, from 1. */
  onMove: (place: number) => void;
  onRemove: () => void;
  onGrab: (event: PointerEvent) => void;
}) {
  const words = useWords(playlistWords);
  const base = useWords(baseWords);
  const name = nameOf(item, media);
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A row that moves in the document loses the focus that was in it.
    if (held) {
      handle.current?.focus();
    }
  }, [held, place]);
  const arrows = (event: KeyboardEvent) => {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      onMove(event.key === "ArrowUp" ? place - 1 : place + 1);
    }
  };
  return (
    <li class={dragged ? "item dragged" : "item"} data-media={item.mediaId ?? undefined} data-playlist={item.playlistId ?? undefined}>
      {!readOnly && (
        <button type="button" ref={handle} class="handle" aria-label={words.handle(name, place, of)} onPointerDown={onGrab} onKeyDown={arrows}>⠿</button>
      )}
      <Place place={place} of={of} label={base.named(words.place, name)} onPlace={readOnly ? null : onMove} />
      {item.mediaId !== null && <Thumbnail media={item.mediaId} of={media} />}
      <span class="about">
        <span class="item-name">{item.playlistId ? <a href={to("playlists", item.playlistId)}>{name}</a> : name}</span>
        <small class="starts">+{duration(startsAtMillis)}<ItemTerms item={item} /></small>
      </span>
      {item.mediaId !== null && <Length item={item} media={media} readOnly={readOnly} label={base.named(words.seconds, name)} onChange={onChange} />}
      {item.fit !== null && <label class="inline">
        <span>{words.fit}</span>
        <select value={item.fit} disabled={readOnly} aria-label={base.named(words.fit, name)} onChange={(e) => onChange({ fit: e.currentTarget.value as Fit })}>
          {FITS.map((fit) => <option key={fit} value={fit}>{words.fits[fit]}</option>)}
        </select>
      </label>}
      {!readOnly && (
        <span class="buttons">
          <button class="up" disabled={place === 1} aria-label={base.named(words.up, name)} title={words.up} onClick={() => onMove(place - 1)}>↑</button>
          <button class="down" disabled={place === of} aria-label={base.named(words.down, name)} title={words.down} onClick={() => onMove(place + 1)}>↓</button>
          <button class="remove" aria-label={base.named(words.removeItem, name)} title={words.removeItem} onClick={onRemove}>✕</button>
        </span>
      )}
    </li>
  );
}

/** On which terms it is shown, as far as they are not the usual ones. */
function ItemTerms({ item }: { item: DraftItem }) {
  const words = useWords(playlistWords);
  const zone = ownZone();
  const said = [
    ...(item.playlistId ? [words.nested] : []),
    ...((item.every ?? 1) > 1 ? [words.every(item.every ?? 1)] : []),
    ...(item.validFrom ? [words.validFrom(moment(item.validFrom, zone))] : []),
    ...(item.validUntil ? [words.validUntil(moment(item.validUntil, zone))] : []),
    ...(item.languages ?? []),
  ];
  return <>{said.map((each) => ` · ${each}`).join("")}</>;
}

function Length({ item, media, readOnly, label, onChange }: {
  item: DraftItem;
  media: Media | undefined;
  readOnly: boolean;
  label: string;
  onChange: (part: Partial<DraftItem>) => void;
}) {
  const words = useWords(playlistWords);
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
    <label class="inline">
      <span>{words.seconds}</span>
      <input class="seconds" type="number" min={MIN_MILLIS / 1000} max={MAX_MILLIS / 1000} step="any" value={seconds} disabled={readOnly} aria-label={label}
        placeholder={media?.lengthMillis ? String(media.lengthMillis / 1000) : "10"}
        onInput={(e) => type(e.currentTarget.value)} onBlur={() => setTyped(null)} />
    </label>
  );
}
