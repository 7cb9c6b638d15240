import { useState } from "preact/hooks";
import { Dialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { resumeScreens, type StopResult } from "./api";
import { ChooseScreens } from "./choose";
import { Outcome } from "./outcome";
import { stopWords } from "./words";

/** Back on air: never by a slip of the hand, so that it asks for a reason and the password. */
export function ResumeDialog({ stopped, onClose }: { stopped: Screen[]; onClose: () => void }) {
  const words = useWords(stopWords);
  const base = useWords(baseWords);
  const [chosen, setChosen] = useState(() => stopped.map((screen) => screen.id));
  const [reason, setReason] = useState("");
  const [password, setPassword] = useState("");
  const [result, setResult] = useState<StopResult | null>(null);
  const { busy, failure, run } = useAction();
  const resume = async (event: Event) => {
    event.preventDefault();
    // All of them: then screens that are added later are not stopped either.
    const all = chosen.length === stopped.length;
    await run(async () => setResult(await resumeScreens({ ...(all ? {} : { screens: chosen }), reason, password })));
    setPassword("");
  };
  if (result) {
    return <Outcome title={words.resumeDone} good={words.resumed} result={result} busy={busy} onAgain={null} onClose={onClose} />;
  }
  return (
    <Dialog title={words.resumeTitle} onClose={onClose}>
      <form id="resume-form" onSubmit={(event) => void resume(event)}>
        <p class="hint">{words.resumeHint}</p>
        <fieldset>
          <legend>{base.screen}</legend>
          <ChooseScreens screens={stopped} chosen={chosen} onChange={setChosen} />
        </fieldset>
        <Field name="reason" label={words.resumeReason} required maxLength={200} value={reason} onText={setReason} />
        <Field name="password" label={base.password} type="password" autocomplete="current-password" required value={password} onText={setPassword} />
        <Failure of={failure} />
        <p class="actions">
          <button type="submit" id="resume-now" class="main" disabled={busy || chosen.length === 0}>{words.resumeNow}</button>
          <button type="button" onClick={onClose}>{base.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}
