import { useEffect, useState } from "preact/hooks";
import { post } from "./api";
import { Dialog } from "./dialog";
import { explain } from "./errors";
import { useWords } from "./i18n";
import type { Screen } from "./types";

const RATES = [25, 30, 50, 60];

export function AddScreen({ onAdded, onCancel }: { onAdded: (screen: Screen) => void; onCancel: () => void }) {
  const words = useWords();
  const [name, setName] = useState("");
  const [width, setWidth] = useState("1920");
  const [height, setHeight] = useState("1080");
  const [frameRate, setFrameRate] = useState("25");
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      onAdded(await post<Screen>("/screens", { name, width: Number(width), height: Number(height), frameRate: Number(frameRate) }));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Dialog title={words.addScreen} onClose={onCancel}>
      <form id="new-screen" onSubmit={(event) => void submit(event)}>
        <label>{words.name}<input name="name" required maxLength={100} value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
        <label>{words.width}<input name="width" type="number" min={16} max={8192} required value={width} onInput={(e) => setWidth(e.currentTarget.value)} /></label>
        <label>{words.height}<input name="height" type="number" min={16} max={8192} required value={height} onInput={(e) => setHeight(e.currentTarget.value)} /></label>
        <label>
          {words.frameRate}
          <select name="frameRate" value={frameRate} onChange={(e) => setFrameRate(e.currentTarget.value)}>
            {RATES.map((rate) => <option key={rate} value={String(rate)}>{rate}</option>)}
          </select>
        </label>
        {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
        <p class="actions">
          <button type="submit" class="main">{words.add}</button>
          <button type="button" onClick={onCancel}>{words.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}

interface Code {
  code: string;
  expiresAt: string;
  command: string;
}

/** Shows a fresh one-time code; it is made as the dialog opens and is never shown again. */
export function EnrolmentCode({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords();
  const [code, setCode] = useState<Code | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    post<Code>(`/screens/${screen.id}/enrolment`, {}).then(setCode, setFailure);
  }, [screen.id]);
  return (
    <Dialog title={words.codeTitle(screen.name)} onClose={onClose}>
      {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
      {code && (
        <>
          <p class="code" id="enrolment-code">{code.code}</p>
          <p>{words.codeHint} {new Date(code.expiresAt).toLocaleTimeString()}</p>
          <pre><code>{code.command}</code></pre>
        </>
      )}
      <p class="actions"><button onClick={onClose}>{words.close}</button></p>
    </Dialog>
  );
}
