import { useEffect, useState } from "preact/hooks";
import { etagOf, get, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Fit } from "../base/types";
import { useFeed, useLive } from "../live/live";
import { playlistWords } from "../playlists/words";
import { groupWords } from "./words";

/** As the API tells it. */
interface Slate {
  revision: number;
  source: "inherited" | "builtIn" | "media";
  media: string | null;
  mediaName: string | null;
  fit: Fit | null;
}

const FITS: Fit[] = ["contain", "cover", "stretch"];

/** What stands on a screen, or on those of a group that have none of their own, where nothing else can. */
export function SlateDialog({ kind, id, name, onClose }: { kind: "screens" | "groups"; id: string; name: string; onClose: () => void }) {
  const words = useWords(groupWords);
  const lists = useWords(playlistWords);
  const feed = useFeed();
  const ready = useLive((live) => live.media).filter((media) => media.state !== "failed");
  const [begun, setBegun] = useState<Slate | null>(null);
  const [chosen, setChosen] = useState("inherited");
  const [fit, setFit] = useState<Fit>("contain");
  const { failure, run } = useAction();
  useEffect(() => {
    void run(async () => {
      const found = await get<Slate>(`/${kind}/${id}/slate`);
      setBegun(found);
      setChosen(found.media ?? found.source);
      setFit(found.fit ?? "contain");
    });
  }, [kind, id]);
  // Of a group there is nothing to inherit: that is the built-in picture.
  const value = kind === "groups" && chosen === "inherited" ? "builtIn" : chosen;
  const isMedia = value !== "inherited" && value !== "builtIn";
  const from = [
    ...(kind === "screens" ? [{ id: "inherited", name: words.slateOfGroup }] : []),
    { id: "builtIn", name: words.slateBuiltIn },
    ...ready.map((media) => ({ id: media.id, name: media.name })),
    // One that has just been uploaded elsewhere, or whose rendering failed since.
    ...(begun?.media && !ready.some((media) => media.id === begun.media) ? [{ id: begun.media, name: begun.mediaName ?? begun.media }] : []),
  ];
  const save = async () => {
    if (begun) {
      await put(`/${kind}/${id}/slate`, isMedia ? { source: "media", media: value, fit } : { source: value }, etagOf(begun));
      feed.soon(kind);
    }
  };
  return (
    <FormDialog id="slate" title={words.slateTitle(name)} action={words.change} blocked={!begun} onSubmit={save} onClose={onClose}>
      <p class="hint">{words.slateHint}</p>
      <Failure of={failure} />
      {begun && <Pick name="slate" label={words.slate} value={value} from={from} onPick={setChosen} />}
      {isMedia && <>
        <Pick name="fit" label={lists.fit} value={fit} from={FITS.map((each) => ({ id: each, name: lists.fits[each] ?? each }))}
          onPick={(picked) => setFit(picked as Fit)} />
        <img class="slate-picture" alt="" src={`/api/v1/media/${value}/thumbnail`} />
      </>}
    </FormDialog>
  );
}
