import { Dialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import type { StopResult } from "./api";
import { stopWords } from "./words";

/** Which screens were reached, and by name which were not. */
export function Outcome({ title, good, result, busy, onAgain, onClose }: {
  title: string;
  /** What became of those reached. */
  good: string;
  result: StopResult;
  busy: boolean;
  /** Null where trying again takes more than a press. */
  onAgain: ((event: Event) => void) | null;
  onClose: () => void;
}) {
  const words = useWords(stopWords);
  const base = useWords(baseWords);
  return (
    <Dialog title={title} onClose={onClose}>
      {result.reached.length > 0 && (
        <p class="notice good" role="status" id="reached">✓ {good}{base.colon}{result.reached.map((each) => each.screenName).join(base.comma)}</p>
      )}
      {result.unreached.length > 0 && (
        <div class="notice bad" role="alert" id="unreached">
          <strong>✕ {words.unreached}</strong>
          <ul>
            {result.unreached.map((each) => <li key={each.screenId}><strong>{each.screenName}</strong>{base.colon}{words.whys[each.why] ?? each.why}</li>)}
          </ul>
          <p>{onAgain ? words.unreachedAdvice : words.resumeUnreachedAdvice}</p>
        </div>
      )}
      {!result.stored && <p class="notice warn" role="status">▲ {words.notStored}</p>}
      {result.reached.length + result.unreached.length === 0 && <p class="notice" role="status">{words.nobody}</p>}
      <p class="actions">
        <button class="main" data-first onClick={onClose}>{base.close}</button>
        {onAgain && result.unreached.length > 0 && <button disabled={busy} onClick={onAgain}>{words.again}</button>}
      </p>
    </Dialog>
  );
}
