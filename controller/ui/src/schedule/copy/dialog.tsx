import { useMemo, useState } from "preact/hooks";
import { Dialog } from "../../base/dialog";
import { Failure, useAction, useExplain } from "../../base/errors";
import { useLanguage, useWords } from "../../base/i18n";
import { day, dayAfter } from "../../base/time";
import { baseWords } from "../../base/words";
import { controllerNow, useFeed, useLive, useScreens } from "../../live/live";
import type { Foreseen } from "../apply/foresee";
import { minute } from "../apply/told";
import { TargetFields } from "../rule/targets";
import { useTargets, type Targets } from "../rules";
import type { Range } from "../timeline/range";
import { copyWords } from "./words";
import { copiesOf, foreseeAll, make, MOST_COPIED, NO_OFFER, takeBack, weekOf, type Copy, type LeftOut, type Offer, type Outcome } from "./week";

/** What is typed halfway is no day yet. */
const mondayOf = (date: string, was: string): string => (date >= "2000" ? weekOf(date) : was);

/** So many left out are told at once; more on a press. */
const FEW = 5;

type Seen = Foreseen | { failure: unknown };

/** Copies the one-off windows of a week into another: which ones, then what they would change, then what became of each. */
export function CopyWeek({ range, onClose }: { range: Range; onClose: () => void }) {
  const words = useWords(copyWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const rules = useLive((live) => live.rules);
  const screens = useScreens();
  const [source, setSource] = useState(weekOf(day(range.from, range.zone)));
  const [target, setTarget] = useState(dayAfter(source, 7));
  const [chosen, setChosen] = useState<Targets>({ groups: [], screens: [] });
  // As one saw them: what is made on the way must not change the list.
  const [settled, setSettled] = useState<Offer | null>(null);
  const [seen, setSeen] = useState<Seen[] | null>(null);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome> | null>(null);
  const [progress, setProgress] = useState(0);
  const [takenBack, setTakenBack] = useState(false);
  const { busy, failure, run } = useAction();
  const offered = useMemo(() => (settled ? NO_OFFER : copiesOf(rules, screens, source, target, chosen)), [settled, rules, screens.length, source, target, chosen]);
  const { copies, left } = settled ?? offered;
  const over = dayAfter(target, 7) <= day(controllerNow(feed.live), range.zone);
  const wrong = copies.length > MOST_COPIED ? words.tooMany(MOST_COPIED) : over ? words.past : null;

  const look = () => run(async () => {
    setSettled(offered);
    setProgress(0);
    setSeen(await foreseeAll(offered.copies, controllerNow(feed.live), setProgress));
  });
  const makeAll = (again: boolean) => run(async () => {
    const now = new Map(again ? outcomes : []);
    for (const [place, copy] of copies.entries()) {
      const before = seen?.[place];
      if (now.get(copy.key)?.kind !== "made" && (again || !(before && "failure" in before))) {
        now.set(copy.key, await make(copy));
        setProgress(now.size);
      } else if (before && "failure" in before && !now.has(copy.key)) {
        now.set(copy.key, { kind: "failed", failure: before.failure });
      }
    }
    setOutcomes(now);
    feed.soon("rules");
  });
  const undo = () => run(async () => {
    for (const outcome of outcomes?.values() ?? []) {
      if (outcome.kind === "made") {
        await takeBack(outcome.rule);
      }
    }
    setTakenBack(true);
    feed.soon("rules");
  });
  const back = () => {
    setSettled(null);
    setSeen(null);
  };
  const makeable = seen?.filter((each) => !("failure" in each)).length ?? 0;
  const failed = [...(outcomes?.values() ?? [])].filter((each) => each.kind === "failed").length;
  return (
    <Dialog title={words.title} middle onClose={onClose}>
      <div id="copy-week">
        {!seen && !settled && <>
          <div class="fields">
            <label>{words.source}
              <input type="date" name="source" required value={source} onInput={(e) => setSource(mondayOf(e.currentTarget.value, source))} />
            </label>
            <label>{words.target}
              <input type="date" name="target" required value={target} onInput={(e) => setTarget(mondayOf(e.currentTarget.value, target))} />
            </label>
          </div>
          <details><summary>{words.where}</summary><TargetFields {...chosen} onChange={(part) => setChosen({ ...chosen, ...part })} /></details>
        </>}
        {settled && !seen && <p role="status">{words.looking(progress, copies.length)}</p>}
        {outcomes ? <Result outcomes={outcomes} failed={failed} takenBack={takenBack} /> : copies.length === 0 ? <p class="notice">{left.length ? words.noneLeft : words.none}</p>
          : <p>{words.windows(copies.length)}</p>}
        {wrong && <p class="notice warn" role="alert">{wrong}</p>}
        {!takenBack && <List copies={copies} seen={seen} outcomes={outcomes} />}
        <Left left={left} />
        <Failure of={failure} />
        {busy && seen && <p role="status">{words.making(progress, copies.length)}</p>}
        <p class="actions">
          {!seen && <button type="button" id="copy-look" class="main" disabled={busy || wrong !== null || copies.length === 0}
            onClick={() => void look()}>{words.look}</button>}
          {seen && !outcomes && <button type="button" id="copy-make" class="main" disabled={busy || makeable === 0}
            onClick={() => void makeAll(false)}>{words.apply(makeable)}</button>}
          {seen && !outcomes && <button type="button" disabled={busy} onClick={back}>{words.back}</button>}
          {failed > 0 && !takenBack && <button type="button" id="copy-again" class="main" disabled={busy}
            onClick={() => void makeAll(true)}>{words.tryAgain}</button>}
          {failed > 0 && !takenBack && <button type="button" id="copy-undo" disabled={busy} onClick={() => void undo()}>{words.takeBack}</button>}
          <button type="button" onClick={onClose}>{outcomes ? base.close : base.cancel}</button>
        </p>
      </div>
    </Dialog>
  );
}

function Result({ outcomes, failed, takenBack }: { outcomes: ReadonlyMap<string, Outcome>; failed: number; takenBack: boolean }) {
  const words = useWords(copyWords);
  return takenBack ? <p class="notice" role="status">{words.takenBack}</p>
    : failed === 0 ? <p class="notice good" role="status" id="copy-done">✓ {words.allMade(outcomes.size)}</p>
    : <p class="notice bad" role="alert">{words.someMade(outcomes.size - failed, failed)}</p>;
}

/** What is not copied, and why: nothing is left out in silence. */
function Left({ left }: { left: LeftOut[] }) {
  const words = useWords(copyWords);
  const targets = useTargets();
  return left.length === 0 ? null : (
    <details open={left.length <= FEW} id="copy-left">
      <summary>{words.left(left.length)}</summary>
      <ul class="told">
        {left.slice(0, MOST_COPIED).map((each) => (
          <li key={`${each.from.id} ${each.why}`} data-left={each.why}>
            <strong>{each.from.name}</strong> <small>{targets(each.targets)}</small>, {each.at.replace("T", " ")}: {words.why[each.why]}
          </li>
        ))}
      </ul>
    </details>
  );
}

function List({ copies, seen, outcomes }: { copies: Copy[]; seen: Seen[] | null; outcomes: ReadonlyMap<string, Outcome> | null }) {
  const words = useWords(copyWords);
  const explain = useExplain();
  const language = useLanguage();
  const targets = useTargets();
  const lines = (place: number) => {
    const each = seen?.[place];
    return !each ? [] : "failure" in each ? [`✗ ${words.refused}: ${explain(each.failure)}`]
      : each.differences.text.length ? each.differences.text.map((line) => (language === "en" ? line.en : line.zh)) : [words.noChange];
  };
  return (
    <ul class="told copies">
      {copies.slice(0, MOST_COPIED).map((copy, place) => {
        const outcome = outcomes?.get(copy.key);
        return (
          <li key={copy.key} data-copy={copy.body.name} data-outcome={outcome?.kind}>
            <strong>{copy.body.name}</strong> <small>{targets(copy.body)}</small>, {minute(copy.body.from ?? "",
              copy.zone)} – {minute(copy.body.until ?? "", copy.zone)}
            {outcome ? <span class={outcome.kind === "made" ? "good" : "bad"}> {outcome.kind === "made" ? `✓ ${words.made}`
              : `✗ ${explain(outcome.failure)}`}</span>
              : lines(place).length > 0 && <ul>{lines(place).map((line) => <li key={line}>{line}</li>)}</ul>}
          </li>
        );
      })}
    </ul>
  );
}
