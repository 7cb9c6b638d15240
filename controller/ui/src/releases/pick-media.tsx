import { useState } from "preact/hooks";
import { Dialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import { More, useShown } from "../base/more";
import type { Media } from "../base/types";
import { MediaRow } from "../library/media-row";
import { useLive } from "../live/live";
import { releaseWords } from "./words";

/** One out of the library. */
export function PickMedia({ title, onPick, onClose }: { title: string; onPick: (media: Media) => void; onClose: () => void }) {
  const words = useWords(releaseWords);
  const [search, setSearch] = useState("");
  const all = useLive((live) => live.media);
  const found = all.filter((media) => media.state !== "failed" && media.name.normalize("NFC").toLowerCase().includes(search.trim().normalize("NFC").toLowerCase()));
  const shown = useShown(found.length);
  const pick = (media: Media) => {
    onPick(media);
    onClose();
  };
  return (
    <Dialog title={title} middle onClose={onClose}>
      {/* It may stand within a form: a search shall not save it. */}
      <input type="search" class="search" data-first placeholder={words.media} aria-label={words.media} value={search}
        onInput={(e) => setSearch(e.currentTarget.value)} onKeyDown={(e) => e.key === "Enter" && e.preventDefault()} />
      <ul class="media">
        {found.slice(0, shown.count).map((one) => (
          <MediaRow key={one.id} media={one}><button type="button" class="small pick" aria-label={`${words.addItem} ${one.name}`} onClick={() => pick(one)}>
            {words.addItem}</button></MediaRow>
        ))}
      </ul>
      <More shown={shown} />
      {found.length === 0 && <p class="hint">{words.noMedia}</p>}
    </Dialog>
  );
}
