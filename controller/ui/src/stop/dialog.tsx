import { useState } from "preact/hooks";
import { ApiError } from "../base/api";
import { Dialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { Choice, Field } from "../base/fields";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import { useScreens } from "../live/live";
import { stopScreens, type StopResult } from "./api";
import { ChooseScreens } from "./choose";
import { Outcome } from "./outcome";
import { stopWords } from "./words";

/**
 * Two presses from the programme to black: the button that opens this, and the one that has the focus in it. Everything else here is optional.
 *
 * @param chosen the screens chosen to begin with; null for all, also those that this page does not know of yet
 */
export function StopDialog({ chosen: first, onClose }: { chosen: string[] | null; onClose: () => void }) {
  const words = useWords(stopWords);
  const base = useWords(baseWords);
  const screens = useScreens();
  const [chosen, setChosen] = useState<string[] | null>(first);
  const [picture, setPicture] = useState<"black" | "slate">("black");
  const [reason, setReason] = useState("");
  const [result, setResult] = useState<StopResult | null>(null);
  const { busy, failure, run } = useAction();

  const stop = (event: Event) => {
    event.preventDefault();
    void run(async () => setResult(await stopScreens({ ...(chosen ? { screens: chosen } : {}), picture, ...(reason ? { reason } : {}) })));
  };
  if (result) {
    return <Outcome title={words.done} good={words.stopped} result={result} onAgain={stop} busy={busy} onClose={onClose} />;
  }
  const silent = failure instanceof ApiError && failure.code === "unreachable";
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form id="stop-form" onSubmit={stop}>
        <fieldset>
          <legend>{words.which}</legend>
          <Choice type="radio" name="which" value="all" label={words.allScreens(screens.length)} checked={chosen === null} onTick={() => setChosen(null)} />
          <Choice type="radio" name="which" value="chosen" label={words.chosen} checked={chosen !== null} onTick={() => setChosen(chosen ?? [])} />
          {chosen && <ChooseScreens screens={screens} chosen={chosen} onChange={setChosen} />}
        </fieldset>
        <fieldset class="row">
          <legend>{words.picture}</legend>
          {(["black", "slate"] as const).map((each) => (
            <Choice key={each} type="radio" name="picture" value={each} label={words.pictures[each]} checked={picture === each}
              onTick={() => setPicture(each)} />
          ))}
        </fieldset>
        <Field name="reason" label={words.reason} maxLength={200} value={reason} onText={setReason} />
        {silent ? <p class="notice bad" role="alert">{words.noAnswer}</p> : <Failure of={failure} />}
        <p class="actions">
          <button type="submit" id="stop-now" class="danger big" data-first disabled={busy || chosen?.length === 0}>
            {busy ? words.stopping : chosen ? words.stopSome(chosen.length) : words.stopAll}
          </button>
          <button type="button" onClick={onClose}>{base.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}
