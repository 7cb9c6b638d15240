import { useEffect, useState } from "preact/hooks";
import { upload } from "../base/api";
import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import type { Media } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useLive } from "../live/live";
import { libraryWords } from "./words";

/** A file on its way from this computer. */
export interface Sending {
  key: number;
  name: string;
  percent: number;
  failure: unknown;
  /** What the controller made of it, once it has it whole. */
  media: string | null;
}

export interface Uploads {
  sending: Sending[];
  send: (files: FileList) => Promise<void>;
  dismiss: (key: number) => void;
}

/**
 * Files go one after another: together they would only share the line. The row of a file stands until that of its medium takes its place, so that the rows
 * below stay where they are.
 */
export function useUploads(): Uploads {
  const feed = useFeed();
  const [sending, setSending] = useState<Sending[]>([]);
  const here = useLive((live) => live.media);
  useEffect(() => setSending((old) => (old.some((one) => isHere(one, here)) ? old.filter((one) => !isHere(one, here)) : old)), [here]);
  const update = (key: number, part: Partial<Sending>) => setSending((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const dismiss = (key: number) => setSending((old) => old.filter((one) => one.key !== key));
  const send = async (files: FileList) => {
    const waiting = Array.from(files, (file) => ({ file, key: Math.random() }));
    setSending((old) => [...old, ...waiting.map(({ file, key }) => ({ key, name: file.name, percent: 0, failure: null, media: null }))]);
    for (const { file, key } of waiting) {
      try {
        const { id } = await upload<Media>(file, (percent) => update(key, { percent }));
        update(key, { media: id });
        feed.soon("media");
      } catch (error) {
        update(key, { failure: error });
      }
    }
  };
  return { sending: sending.filter((one) => !isHere(one, here)), send, dismiss };
}

const isHere = (one: Sending, media: Media[]): boolean => one.media !== null && media.some((each) => each.id === one.media);

export function UploadButton({ onFiles }: { onFiles: (files: FileList) => void }) {
  const words = useWords(libraryWords);
  return (
    <label class="upload">
      <span class="button main">{words.upload}</span>
      <input id="upload" type="file" multiple accept="video/*,image/*" onChange={(e) => {
        if (e.currentTarget.files?.length) {
          onFiles(e.currentTarget.files);
          e.currentTarget.value = "";
        }
      }} />
    </label>
  );
}

export function SendingRow({ one, onDismiss }: { one: Sending; onDismiss: () => void }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  return (
    <li class="sending">
      <span class="still" />
      <span class="item-name">{one.name}</span>
      {one.failure !== null
        ? <><Failure of={one.failure} /><button class="quiet" onClick={onDismiss}>{base.close}</button></>
        : <progress max={100} value={one.percent} aria-label={`${words.phase["uploading"]}${base.colon}${one.name}`} />}
    </li>
  );
}
