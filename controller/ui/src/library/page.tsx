import { useState } from "preact/hooks";
import type { Media } from "../base/types";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import { useMay } from "../shell/session";
import { DeleteMedia, MediaUses, RenameMedia } from "./dialogs";
import { Shelf } from "./shelf";
import { libraryWords } from "./words";

type Asked = { what: "uses" | "rename" | "delete"; media: Media };

export function LibraryPage() {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const mayEdit = useMay("editMedia");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Shelf level={1} buttons={(media) => (
        <>
          <button class="uses small" aria-label={words.usesOf(media.name)} onClick={() => setAsked({ what: "uses", media })}>{words.uses}</button>
          {mayEdit && <button class="rename small" aria-label={words.renameLong(media.name)} onClick={() => setAsked({ what: "rename", media })}>{base.rename}</button>}
          {mayEdit && <button class="delete small" aria-label={words.removeLong(media.name)} onClick={() => setAsked({ what: "delete", media })}>{base.remove}</button>}
        </>
      )} />
      {asked?.what === "uses" && <MediaUses media={asked.media} onClose={close} />}
      {asked?.what === "rename" && <RenameMedia media={asked.media} onClose={close} />}
      {asked?.what === "delete" && <DeleteMedia media={asked.media} onClose={close} />}
    </>
  );
}
