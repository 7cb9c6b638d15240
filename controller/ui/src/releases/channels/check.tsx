import { useState } from "preact/hooks";
import { Failure, useAction } from "../../base/errors";
import { RowButton } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { useMay } from "../../shell/session";
import { checkChannel, type Health } from "./api";
import { channelWords } from "./words";

export interface Check {
  health: Health | null;
  busy: boolean;
  failure: unknown;
  ask: () => void;
}

/** What a channel answers when it is asked now. */
export function useCheck(id: string): Check {
  const [health, setHealth] = useState<Health | null>(null);
  const { busy, failure, run } = useAction();
  const ask = () => void (busy || run(async () => {
    setHealth(null);
    setHealth(await checkChannel(id));
  }));
  return { health, busy, failure, ask };
}

/** Whoever may release may ask: it is what one does before the instant. */
export function CheckButton({ check, name }: { check: Check; name: string }) {
  const words = useWords(channelWords);
  return useMay("release") ? <RowButton says={check.busy ? words.checking : words.check} about={name} kind="check" onClick={check.ask} /> : null;
}

export function Checked({ check: { health, failure } }: { check: Check }) {
  const words = useWords(channelWords);
  return (
    <>
      {health && (
        <p class={health.well ? "good" : "bad"} role="status" data-well={health.well}>{health.well ? `✓ ${words.well}` : `✕ ${words.ill}`} {health.words}</p>
      )}
      <Failure of={failure} />
    </>
  );
}
