import { useState } from "preact/hooks";
import { RowButton } from "../base/fields";
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
          <RowButton kind="uses" says={words.uses} about={media.name} onClick={() => setAsked({ what: "uses", media })} />
          {mayEdit && <RowButton kind="rename" says={base.rename} about={media.name} onClick={() => setAsked({ what: "rename", media })} />}
          {mayEdit && <RowButton kind="delete" says={base.remove} about={media.name} onClick={() => setAsked({ what: "delete", media })} />}
        </>
      )} />
      {asked?.what === "uses" && <MediaUses media={asked.media} onClose={close} />}
      {asked?.what === "rename" && <RenameMedia media={asked.media} onClose={close} />}
      {asked?.what === "delete" && <DeleteMedia media={asked.media} onClose={close} />}
    </>
  );
}
