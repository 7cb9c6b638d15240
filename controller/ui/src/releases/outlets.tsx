import { Failure, useAction } from "../base/errors";
import { RowButton } from "../base/fields";
import { useWords } from "../base/i18n";
import { clock, day, near, span } from "../base/time";
import { baseWords } from "../base/words";
import { useNow } from "../live/live";
import { useMay } from "../shell/session";
import { packageOf, retryOutlet, type Outlet, type Release } from "./api";
import { isLeftBehind, isOff, mayRetry, SIGNS, skew } from "./board";
import { checkWords } from "./checks";
import { useSaid } from "./said";
import { StateMark } from "./state";
import { releaseWords } from "./words";

/** Every wall and channel of a release: how far it is, when it was to be seen and was, and what proves it. */
export function Outlets({ release, zone, onConfirm, onDone }: { release: Release; zone: string; onConfirm: (outlet: Outlet) => void; onDone: () => void }) {
  const words = useWords(releaseWords);
  if (release.outlets.length === 0) {
    return null;
  }
  return (
    <div class="scroll">
      <table id="outlets" class="stack">
        <caption class="unseen">{words.outlets}</caption>
        <thead>
          <tr>
            <th scope="col">{words.outlet}</th><th scope="col">{words.state}</th><th scope="col">{words.planned}</th><th scope="col">{words.actual}</th>
            <th scope="col">{words.skew}</th><th scope="col">{words.proof}</th>
          </tr>
        </thead>
        <tbody>
          {release.outlets.map((outlet) => <Row key={outlet.id} release={release} outlet={outlet} zone={zone} onConfirm={onConfirm} onDone={onDone} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ release, outlet, zone, onConfirm, onDone }: {
  release: Release;
  outlet: Outlet;
  zone: string;
  onConfirm: (outlet: Outlet) => void;
  onDone: () => void;
}) {
  const words = useWords(releaseWords);
  const off = isOff(outlet.skewMillis);
  return (
    <tr data-outlet={outlet.id} data-state={outlet.state}>
      <th scope="row">{outlet.name}<br /><small>{words.kinds[outlet.kind] ?? outlet.kind}</small></th>
      <td>
        <How outlet={outlet} zone={zone} />
        <Hand release={release} outlet={outlet} zone={zone} onConfirm={onConfirm} />
        <Again release={release} outlet={outlet} onDone={onDone} />
      </td>
      <td class="figure" data-label={words.planned}>{outlet.plannedAt && clock(outlet.plannedAt, zone)}</td>
      <td class="figure" data-label={outlet.actualAt ? words.actual : ""}>
        {outlet.actualAt && <div>{clock(outlet.actualAt, zone)}</div>}
        {outlet.calledAt && <div><small>{words.called(clock(outlet.calledAt, zone))}</small></div>}
        {outlet.submittedAt && <div><small>{words.taken(clock(outlet.submittedAt, zone))}</small></div>}
      </td>
      <td class={off ? "figure warn" : "figure"} data-label={words.skew}>{off && `${SIGNS.warn} `}{skew(outlet.skewMillis)}</td>
      <td data-label={words.proof}><Proof outlet={outlet} zone={zone} /></td>
    </tr>
  );
}

/** Its state, what is wrong with it, and what to do about that. */
function How({ outlet, zone }: { outlet: Outlet; zone: string }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const now = useNow(60_000);
  const { state, percent, etaMillis, withdrawal, lastContactAt } = outlet;
  const said = useSaid(outlet.code);
  const back = withdrawal && (withdrawal.state === "confirmed" ? "good" : withdrawal.state === "sent" ? "plain" : "bad");
  return (
    <>
      <StateMark code={state} words={words.outletStates[state] ?? state} />
      {state === "preparing" && percent !== null && percent !== undefined && (
        <> <progress max={100} value={percent} aria-label={base.named(words.outletStates["preparing"] ?? "", outlet.name)} /> <small>
          {percent} %{etaMillis !== null && etaMillis !== undefined && `${base.comma}${words.left(span(etaMillis, base))}`}</small></>
      )}
      {outlet.cause && (
        <p class="cause">
          <strong>{said?.[0] ?? outlet.cause}</strong> {said?.[1] ?? outlet.advice}
          {/* The controller's own words hold the figures and names that the others point to. */}
          {said && <><br /><small>{outlet.cause}</small></>}
        </p>
      )}
      {withdrawal && back && (
        <p class={back} data-withdrawal={withdrawal.state}>
          {SIGNS[back]} {isLeftBehind(outlet) ? words.retired : words.withdrawals[withdrawal.state] ?? withdrawal.state}
          {withdrawal.at && ` ${near(withdrawal.at, zone, now)}`}
          {withdrawal.words && <><br /><small>{withdrawal.words}</small></>}
        </p>
      )}
      {lastContactAt && (state === "failed" || withdrawal?.state === "notReached") && <small>{words.lastContact(near(lastContactAt, zone, now))}</small>}
    </>
  );
}

/** What a person has to do on a site that lets no program do it. */
function Hand({ release, outlet, zone, onConfirm }: { release: Release; outlet: Outlet; zone: string; onConfirm: (outlet: Outlet) => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const { checks } = useWords(checkWords);
  const mayRelease = useMay("release");
  const now = useNow(60_000);
  const { task } = outlet;
  const button = mayRelease && (
    <button type="button" class="small main" aria-label={base.named(words.confirm, outlet.name)} onClick={() => onConfirm(outlet)}>{words.confirm}</button>
  );
  if (!task) {
    return isLeftBehind(outlet) ? <p class="buttons">{button}</p> : null;
  }
  return (
    <details class="by-hand" open>
      <summary>{words.byHand}{` · ${words.due(near(task.due, zone, now))}`}</summary>
      {/* Why a person is asked, and by what title they find it, stands in the controller's own words. */}
      <p>{words.tasks[task.kind] ?? task.words}{words.tasks[task.kind] && task.words !== outlet.withdrawal?.words && <><br /><small>{task.words}</small></>}</p>
      <ol>{task.checklist.map((check) => <li key={check.code}>{checks[check.code] ?? check.words}</li>)}</ol>
      <p class="buttons">
        <a class="button small" href={packageOf(release.id, outlet.id)} download>{words.download}</a>
        {button}
      </p>
    </details>
  );
}

function Again({ release, outlet, onDone }: { release: Release; outlet: Outlet; onDone: () => void }) {
  const words = useWords(releaseWords);
  const mayRelease = useMay("release");
  const { busy, failure, run } = useAction();
  const now = useNow(1000);
  if (!mayRelease || !mayRetry(release, outlet, now)) {
    return null;
  }
  const again = async () => {
    if (!busy && await run(() => retryOutlet(release.id, outlet.id))) {
      onDone();
    }
  };
  return (
    <>
      <p class="buttons"><RowButton says={words.retry} about={outlet.name} kind="retry" onClick={() => void again()} /></p>
      <Failure of={failure} />
    </>
  );
}

function Proof({ outlet: { id, proof, actualAt }, zone }: { outlet: Outlet; zone: string }) {
  const words = useWords(releaseWords);
  if (!proof) {
    return null;
  }
  // Only what a browser opens as a page: an address comes from a site, or from a person's hands.
  const opens = proof.url && /^https?:\/\//.test(proof.url);
  return proof.url ? opens ? <a href={proof.url} target="_blank" rel="noopener noreferrer">{proof.url}</a> : <span>{proof.url}</span>
    : actualAt ? <a href={`#/as-run/${id.replace("screen:", "")}?day=${day(actualAt, zone)}`}>{words.showing}</a> : <span>{words.showing}</span>;
}
