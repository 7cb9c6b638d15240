import { useState } from "preact/hooks";
import { RowButton } from "../base/fields";
import type { Media } from "../base/types";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import { NoticePage } from "../notices/page";
import { NEW } from "../notices/use-notice";
import { noticeWords } from "../notices/words";
import { go, to, useRoute } from "../shell/route";
import { useMay } from "../shell/session";
import { DeleteMedia, MediaUses, RenameMedia } from "./dialogs";
import { Shelf } from "./shelf";
import { libraryWords } from "./words";

type Asked = { what: "uses" | "rename" | "delete"; media: Media };

export function LibraryPage() {
  const { id } = useRoute();
  return id ? <NoticePage key={id} id={id} /> : <Everything />;
}

function Everything() {
  const notices = useWords(noticeWords);
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const mayEdit = useMay("editMedia");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Shelf level={1} head={<a class="button" id="new-notice" href={to("library", NEW)}>{notices.write}</a>} buttons={(media) => (
        <>
          {media.kind === "text" && (
            <RowButton kind="edit" says={mayEdit ? notices.edit : notices.open} about={media.name} onClick={() => go("library", media.id)} />
          )}
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
