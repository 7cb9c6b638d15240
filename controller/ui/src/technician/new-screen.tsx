import { useState } from "preact/hooks";
import { post } from "../base/api";
import { Failure, useAction } from "../base/errors";
import { Field, Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { ownZone } from "../base/time";
import type { Group, Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useLive } from "../live/live";
import { useMay } from "../shell/session";
import { enrolmentWords } from "./enrolment-words";

export interface ScreenDraft {
  name: string;
  group: string;
  width: string;
  height: string;
  frameRate: string;
  zone: string;
  /** Millimetres from pixel to pixel, empty where that is not known. */
  pitch: string;
}

/** What the controller is told of a screen. */
export const screenBody = (draft: ScreenDraft) => ({
  name: draft.name, width: Number(draft.width), height: Number(draft.height), frameRate: Number(draft.frameRate), zone: draft.zone,
  ...(draft.group ? { group: draft.group } : {}), ...(draft.pitch ? { pitchMillimetres: Number(draft.pitch) } : {}),
});

export function NewScreen({ onAdded, onCancel }: { onAdded: (screen: Screen) => void; onCancel: () => void }) {
  const words = useWords(enrolmentWords);
  const base = useWords(baseWords);
  const groups = useLive((live) => live.groups);
  const screens = useLive((live) => live.screens?.items);
  const [draft, setDraft] = useState<ScreenDraft>({
    name: "", group: groups[0]?.id ?? "", width: "1920", height: "1080",
    frameRate: String(screens?.[0]?.frameRate ?? 25), zone: screens?.[0]?.zone ?? ownZone(), pitch: "",
  });
  const mayEnrol = useMay("manageScreens");
  const { busy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void run(async () => onAdded(await post<Screen>("/screens", screenBody(draft))));
  };
  return (
    <form id="new-screen" onSubmit={submit}>
      <ScreenFields draft={draft} groups={groups} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} />
      <Failure of={failure} />
      <p class="actions">
        <button type="submit" class="main" disabled={busy}>{mayEnrol ? words.next : base.add}</button>
        <button type="button" onClick={onCancel}>{base.cancel}</button>
      </p>
    </form>
  );
}

const RATES = ["25", "30", "50", "60"].map((rate) => ({ id: rate, name: rate }));
const side = { type: "number", min: 16, max: 8192, step: 2, required: true } as const;

export function ScreenFields({ draft, groups, pitchTold, onChange }: {
  draft: ScreenDraft;
  groups: Group[];
  /** Whether its pitch is known already: then it can be corrected, and not be forgotten. */
  pitchTold?: boolean;
  onChange: (part: Partial<ScreenDraft>) => void;
}) {
  const words = useWords(enrolmentWords);
  const base = useWords(baseWords);
  return (
    <>
      <Field name="name" label={base.name} required maxLength={100} value={draft.name} onText={(name) => onChange({ name })} />
      {groups.length > 1 && <Pick name="group" label={base.group} value={draft.group} from={groups} onPick={(group) => onChange({ group })} />}
      <div class="fields">
        <Field name="width" label={words.width} {...side} value={draft.width} onText={(width) => onChange({ width })} />
        <Field name="height" label={words.height} {...side} value={draft.height} onText={(height) => onChange({ height })} />
        <Pick name="frameRate" label={words.frameRate} value={draft.frameRate} from={RATES} onPick={(frameRate) => onChange({ frameRate })} />
      </div>
      <p class="hint">{words.sizeHint}</p>
      <Field name="pitch" label={words.pitch} type="number" min={0.2} max={100} step="any" required={pitchTold} value={draft.pitch}
        onText={(pitch) => onChange({ pitch })} />
      <p class="hint">{words.pitchHint}</p>
      <ZoneField value={draft.zone} onChange={(zone) => onChange({ zone })} />
    </>
  );
}

function ZoneField({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const words = useWords(enrolmentWords);
  return (
    <label>
      {words.zone}
      <input name="zone" list="zones" required value={value} onInput={(e) => onChange(e.currentTarget.value)} />
      <datalist id="zones">{Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)}</datalist>
    </label>
  );
}
