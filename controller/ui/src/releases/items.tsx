import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import type { Fit } from "../base/types";
import { baseWords } from "../base/words";
import { Thumbnail } from "../library/media-row";
import { useLive } from "../live/live";
import { playlistWords } from "../playlists/words";
import type { ReleaseItem } from "./api";
import { move } from "./draft";
import { PickMedia } from "./pick-media";
import { releaseWords } from "./words";

const FITS: Fit[] = ["contain", "cover", "stretch"];
const MIN_SECONDS = 0.04;
const MAX_SECONDS = 86_400;

/** What is released, in its order. */
export function Items({ items, onItems }: { items: ReleaseItem[]; onItems: (items: ReleaseItem[]) => void }) {
  const words = useWords(releaseWords);
  const [picking, setPicking] = useState(false);
  const change = (index: number, part: Partial<ReleaseItem>) => onItems(items.map((item, at) => (at === index ? { ...item, ...part } : item)));
  return (
    <fieldset class="release-items">
      <legend>{words.items}</legend>
      <ol class="media">
        {items.map((item, index) => (
          // By place: the same medium may stand there twice.
          <Row key={`${index} ${item.mediaId}`} item={item} first={index === 0} last={index === items.length - 1} onChange={(part) => change(index, part)}
            onMove={(by) => onItems(move(items, index, index + by))} onTake={() => onItems(items.filter((_, at) => at !== index))} />
        ))}
      </ol>
      <button type="button" id="add-item" onClick={() => setPicking(true)}>{words.addItem}</button>
      {picking && <PickMedia title={words.chooseItem} onPick={(media) => onItems([...items, { mediaId: media.id, fit: "contain" }])}
        onClose={() => setPicking(false)} />}
    </fieldset>
  );
}

function Row({ item, first, last, onChange, onMove, onTake }: {
  item: ReleaseItem;
  first: boolean;
  last: boolean;
  onChange: (part: Partial<ReleaseItem>) => void;
  onMove: (by: number) => void;
  onTake: () => void;
}) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const { fits } = useWords(playlistWords);
  const media = useLive((live) => live.media.find((each) => each.id === item.mediaId));
  const name = media?.name ?? `${item.mediaId} (${words.lost})`;
  const type = (text: string) => {
    const seconds = Number(text);
    if (text === "" || seconds >= MIN_SECONDS) {
      onChange({ lengthMillis: text === "" ? null : Math.round(Math.min(seconds, MAX_SECONDS) * 1000) });
    }
  };
  return (
    <li data-media={item.mediaId}>
      <Thumbnail media={item.mediaId} of={media} />
      <span class="about"><span class="item-name">{name}</span></span>
      <label class="inline">
        <span>{words.seconds}</span>
        <input class="seconds" type="number" min={MIN_SECONDS} max={MAX_SECONDS} step="any" value={item.lengthMillis ? String(item.lengthMillis / 1000) : ""}
          placeholder={media?.lengthMillis ? String(media.lengthMillis / 1000) : "10"} aria-label={base.named(words.seconds, name)}
          onChange={(e) => type(e.currentTarget.value)} />
      </label>
      <label class="inline">
        <span>{words.fit}</span>
        <select value={item.fit} aria-label={base.named(words.fit, name)} onChange={(e) => onChange({ fit: e.currentTarget.value as Fit })}>
          {FITS.map((fit) => <option key={fit} value={fit}>{fits[fit]}</option>)}
        </select>
      </label>
      <span class="buttons">
        <button type="button" disabled={first} aria-label={base.named(words.up, name)} onClick={() => onMove(-1)}>↑</button>
        <button type="button" disabled={last} aria-label={base.named(words.down, name)} onClick={() => onMove(1)}>↓</button>
        <button type="button" aria-label={base.named(words.take, name)} onClick={onTake}>✕</button>
      </span>
    </li>
  );
}
