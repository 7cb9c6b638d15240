import { useState } from "preact/hooks";
import { upload } from "../base/api";
import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import type { Media } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed } from "../live/live";
import { libraryWords } from "./words";

/** A file on its way from this computer. */
export interface Sending {
  key: number;
  name: string;
  percent: number;
  failure: unknown;
}

export interface Uploads {
  sending: Sending[];
  send: (files: FileList) => Promise<void>;
  dismiss: (key: number) => void;
}

/** Files go one after another: together they would only share the line. */
export function useUploads(): Uploads {
  const feed = useFeed();
  const [sending, setSending] = useState<Sending[]>([]);
  const update = (key: number, part: Partial<Sending>) => setSending((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const dismiss = (key: number) => setSending((old) => old.filter((one) => one.key !== key));
  const send = async (files: FileList) => {
    const waiting = Array.from(files, (file) => ({ file, key: Math.random() }));
    setSending((old) => [...old, ...waiting.map(({ file, key }) => ({ key, name: file.name, percent: 0, failure: null }))]);
    for (const { file, key } of waiting) {
      try {
        await upload<Media>(file, (percent) => update(key, { percent }));
        dismiss(key);
        feed.soon("media");
      } catch (error) {
        update(key, { failure: error });
      }
    }
  };
  return { sending, send, dismiss };
}

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
      <span class="item-name">{one.name}</span>
      {one.failure !== null
        ? <><Failure of={one.failure} /><button class="quiet" onClick={onDismiss}>{base.close}</button></>
        : <progress max={100} value={one.percent} aria-label={`${words.phase["uploading"]}${base.colon}${one.name}`} />}
    </li>
  );
}
