import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError } from "../../base/api";
import { Dialog } from "../../base/dialog";
import { Failure, useAction } from "../../base/errors";
import { useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { controllerNow, useFeed, useScreens } from "../../live/live";
import { useMay } from "../../shell/session";
import { scheduleWords } from "../words";
import { carryOut, changedFields, rebased, type Change } from "./change";
import { foresee, type Foreseen } from "./foresee";
import { minute, Told } from "./told";
import { applyWords } from "./words";

/** The last step of every edit: what it would change, in words, and only then the button that does it. */
export function ApplyDialog({ change, foreseen, zone, onBack, onDone, onClose }: {
  change: Change;
  /** If it was looked at before. */
  foreseen?: Foreseen;
  zone: string;
  onBack?: () => void;
  onDone?: () => void;
  onClose: () => void;
}) {
  const words = useWords(applyWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const mayNow = useMay("applyNow");
  const [current, setCurrent] = useState({ change, foreseen: foreseen ?? null });
  const [stale, setStale] = useState<Change | "gone" | null>(null);
  const { busy, failure, run, forget } = useAction();
  const button = useRef<HTMLButtonElement>(null);
  const key = useMemo(() => crypto.randomUUID(), []);
  const look = (next: Change) => run(async () => setCurrent({ change: next, foreseen: await foresee(next, controllerNow(feed.live)) }));
  useEffect(() => {
    if (!foreseen) {
      void look(change);
    }
  }, []);
  useEffect(() => {
    if (current.foreseen) {
      button.current?.focus();
    }
  }, [current.foreseen]);
  const apply = async (now: boolean) => {
    const done = await run(async () => {
      try {
        await carryOut(current.change, now, key);
      } catch (error) {
        if (error instanceof ApiError && error.status === 412) {
          setStale(await rebased(current.change) ?? "gone");
        }
        throw error;
      }
    });
    if (done) {
      feed.soon("rules");
      onDone?.();
      onClose();
    }
  };
  const again = (next: Change) => {
    setStale(null);
    setCurrent({ change: next, foreseen: null });
    forget();
    void look(next);
  };
  const seen = current.foreseen;
  const frozen = (seen?.differences.frozen.length ?? 0) > 0 || (failure instanceof ApiError && failure.code === "frozen");
  const says = { save: words.apply, delete: words.applyDelete, restore: words.applyRestore, unmake: words.applyRestore }[change.kind];
  return (
    <Dialog title={titleOf(change, words)} middle onClose={onClose}>
      <div id="apply-change" data-kind={change.kind}>
        {!seen && !failure && <p>{words.looking}</p>}
        {seen && <Told foreseen={seen} zone={zone} own={change.kind === "save" ? change.rule?.id ?? "draft" : ""} />}
        {seen && <Frozen foreseen={seen} zone={zone} mayNow={mayNow} />}
        <Failure of={failure} />
        {stale && <Stale was={current.change} is={stale} onAgain={again} />}
        <p class="actions">
          <button type="button" id="apply-schedule" ref={button} class={change.kind === "delete" ? "danger" : "main"} disabled={busy || !seen || frozen
            || stale !== null}
            onClick={() => void apply(false)}>{says}</button>
          {mayNow && <button type="button" id="apply-schedule-now" class={frozen ? "danger" : ""} title={words.applyNowTitle} disabled={busy || !seen
            || stale !== null}
            onClick={() => void apply(true)}>{words.applyNow}</button>}
          {onBack && <button type="button" id="back" onClick={onBack}>{words.back}</button>}
          <button type="button" onClick={onClose}>{base.cancel}</button>
        </p>
      </div>
    </Dialog>
  );
}

function titleOf(change: Change, words: (typeof applyWords)["en"]): string {
  switch (change.kind) {
    case "save": return words.saveTitle(change.body.name);
    case "delete": return words.deleteTitle(change.rule.name);
    case "restore": case "unmake": return words.restoreTitle(change.name);
  }
}

function Frozen({ foreseen, zone, mayNow }: { foreseen: Foreseen; zone: string; mayNow: boolean }) {
  const words = useWords(applyWords);
  const schedule = useWords(scheduleWords);
  const screens = useScreens();
  const { frozen } = foreseen.differences;
  return frozen.length === 0 ? null : (
    <div class="notice warn" role="alert" id="frozen">
      <strong>{words.frozenTitle}</strong>
      <ul>
        {frozen.slice(0, 10).map((each) => (
          <li key={`${each.screenId} ${each.ruleId} ${each.from}`}>
            {words.frozen(screens.find((screen) => screen.id === each.screenId)?.name ?? each.screenId, each.name, schedule.classes[each.class] ?? each.class,
              minute(each.until, zone))}
          </li>
        ))}
      </ul>
      {mayNow ? words.frozenHint : words.frozenNoRight}
    </div>
  );
}

/** Somebody else was quicker: what they changed, and a way on that keeps one's own. */
function Stale({ was, is, onAgain }: { was: Change; is: Change | "gone"; onAgain: (change: Change) => void }) {
  const words = useWords(applyWords);
  const base = useWords(baseWords);
  if (is === "gone" || !("rule" in is) || !("rule" in was) || !is.rule || !was.rule) {
    return <p class="notice warn" role="alert">{words.staleGone}</p>;
  }
  const fields = changedFields(was.rule, is.rule).map((field) => words.fieldNames[field] ?? field);
  return (
    <div class="notice warn" role="alert" id="stale">
      {fields.length ? `${words.staleTitle} ${fields.join(base.comma)}` : words.staleSame}
      <p><button type="button" id="look-again" onClick={() => onAgain(is)}>{words.lookAgain}</button></p>
    </div>
  );
}
