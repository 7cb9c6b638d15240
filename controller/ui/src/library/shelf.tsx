import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../base/i18n";
import { More, useShown } from "../base/more";
import type { Media } from "../base/types";
import { useLive } from "../live/live";
import { useMay } from "../shell/session";
import { MediaRow } from "./media-row";
import { SendingRow, UploadButton, useUploads } from "./uploads";
import { libraryWords } from "./words";

/** Text as it is searched: whatever the form it was typed in, and with or without the tsheg or shad that may end Tibetan words. */
const searchable = (text: string): string => text.normalize("NFC").toLowerCase().replace(/[\u0f0b\u0f0d\s]+$/u, "");

/** What was uploaded, with a search, and the button to upload more. */
export function Shelf({ level, head, buttons }: {
  level: 1 | 2;
  /** What else can be put in here. */
  head?: ComponentChildren;
  buttons: (media: Media) => ComponentChildren;
}) {
  const words = useWords(libraryWords);
  const mayEdit = useMay("editMedia");
  const all = useLive((live) => live.media);
  const read = useLive((live) => live.read);
  const uploads = useUploads();
  const [search, setSearch] = useState("");
  const found = all.filter((media) => searchable(media.name).includes(searchable(search)));
  const shown = useShown(found.length);
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <section class="card" aria-label={words.library} id="library">
      <header>
        <Heading>{words.library}</Heading>
        {mayEdit && <span class="buttons">{head}<UploadButton onFiles={(files) => void uploads.send(files)} /></span>}
      </header>
      <p class="hint">{words.uploadHint}</p>
      <input type="search" class="search" placeholder={words.search} aria-label={words.search} value={search}
        onInput={(e) => setSearch(e.currentTarget.value)} />
      <ul class="media">
        {uploads.sending.map((one) => <SendingRow key={one.key} one={one} onDismiss={() => uploads.dismiss(one.key)} />)}
        {found.slice(0, shown.count).map((one) => <MediaRow key={one.id} media={one}>{buttons(one)}</MediaRow>)}
      </ul>
      <More shown={shown} />
      {read && all.length === 0 && uploads.sending.length === 0 && <p class="hint">{words.empty}</p>}
      {all.length > 0 && found.length === 0 && <p class="hint">{words.noneFound}</p>}
    </section>
  );
}
