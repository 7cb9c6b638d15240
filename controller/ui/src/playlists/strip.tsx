import { useWords } from "../base/i18n";
import { duration } from "../base/time";
import type { Media } from "../base/types";
import { thumbnailOf } from "../library/media-row";
import { lengthOf, nameOf, type DraftItem } from "./draft";
import { playlistWords } from "./words";

/** More would be slivers. */
const MOST = 60;

/** One turn of the list as a strip of film: widths to scale, so that what takes long looks long. */
export function Strip({ items, media }: { items: DraftItem[]; media: Map<string, Media> }) {
  const words = useWords(playlistWords);
  if (items.length === 0 || items.length > MOST) {
    return null;
  }
  return (
    <div class="film" role="img" aria-label={words.strip} title={words.strip}>
      {items.filter((item) => item.mediaId !== null).map((item) => {
        const its = media.get(item.mediaId ?? "");
        const length = lengthOf(item, its);
        return (
          <span key={item.key} class="frame" style={{ flexGrow: length }}
            title={`${nameOf(item, its)} · ${duration(length)}`}>
            <img src={thumbnailOf(item.mediaId ?? "", its)} alt="" draggable={false} />
          </span>
        );
      })}
    </div>
  );
}
