import { useState } from "preact/hooks";
import { del, upload } from "./api";
import { explain } from "./errors";
import { useWords } from "./i18n";
import type { Live } from "./live";
import { duration, size } from "./time";
import type { Media } from "./types";

/** A file on its way from this computer. */
interface Sending {
  key: number;
  name: string;
  percent: number;
  failure: unknown;
}

export function Library({ live, mayEdit, onAdd }: { live: Live; mayEdit: boolean; onAdd: (media: Media) => void }) {
  const words = useWords();
  const [sending, setSending] = useState<Sending[]>([]);
  const [failure, setFailure] = useState<unknown>(null);

  const update = (key: number, part: Partial<Sending>) => setSending((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const send = async (files: FileList) => {
    for (const file of Array.from(files)) {
      const key = Math.random();
      setSending((old) => [...old, { key, name: file.name, percent: 0, failure: null }]);
      try {
        await upload<Media>(file, (percent) => update(key, { percent }));
        setSending((old) => old.filter((one) => one.key !== key));
      } catch (error) {
        update(key, { failure: error });
      }
    }
  };
  const remove = (media: Media) => del(`/media/${media.id}`).then(() => setFailure(null), setFailure);

  return (
    <section class="card" aria-label={words.library} id="library">
      <header>
        <h1>{words.library}</h1>
        {mayEdit && (
          <label class="upload">
            <span class="button main">{words.upload}</span>
            <input id="upload" type="file" multiple accept="video/*,image/*" onChange={(e) => {
              if (e.currentTarget.files?.length) {
                void send(e.currentTarget.files);
                e.currentTarget.value = "";
              }
            }} />
          </label>
        )}
      </header>
      <p class="hint">{words.uploadHint}</p>
      {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
      <ul class="media">
        {sending.map((one) => (
          <li key={one.key} class="sending">
            <span class="item-name">{one.name}</span>
            {one.failure !== null
              ? <><p class="notice bad" role="alert">{explain(words, one.failure)}</p>
                <button class="quiet" onClick={() => setSending((old) => old.filter((other) => other.key !== one.key))}>{words.close}</button></>
              : <progress max={100} value={one.percent} aria-label={`${words.phase["uploading"]}: ${one.name}`} />}
          </li>
        ))}
        {live.media.map((one) => <MediaRow key={one.id} media={one} live={live} mayEdit={mayEdit} onAdd={() => onAdd(one)} onRemove={() => void remove(one)} />)}
      </ul>
      {live.media.length === 0 && sending.length === 0 && <p class="hint">{words.emptyLibrary}</p>}
    </section>
  );
}

function MediaRow({ media, live, mayEdit, onAdd, onRemove }: { media: Media; live: Live; mayEdit: boolean; onAdd: () => void; onRemove: () => void }) {
  const words = useWords();
  const progress = live.uploads[media.id];
  return (
    <li data-media={media.id} data-state={media.state}>
      <img src={`/api/v1/media/${media.id}/thumbnail`} alt="" loading="lazy" />
      <div class="about">
        <span class="item-name">{media.name}</span>
        <small>
          {media.kind === "video" ? words.video : words.still} {media.width}×{media.height}
          {media.lengthMillis !== null && ` ${duration(media.lengthMillis)}`} {size(media.bytes)}
          {media.state !== "failed" && <> <span class={`mark ${media.state === "ready" ? "good" : "plain"}`}>
            {words.phase[media.state]} {words.renditionsReady(media.renditions.ready, media.renditions.total)}
          </span></>}
        </small>
        {media.state === "failed" && <span class="notice bad">{words.phase["failed"]}: {media.problem}</span>}
        {media.state === "rendering" && progress && <progress max={100} value={progress.percent} aria-label={`${words.phase["rendering"]}: ${media.name}`} />}
      </div>
      {mayEdit && (
        <span class="buttons">
          {media.state !== "failed" && <button class="add" onClick={onAdd}>{words.addToLoop}</button>}
          <button class="quiet" onClick={onRemove}>{words.deleteMedia}</button>
        </span>
      )}
    </li>
  );
}
