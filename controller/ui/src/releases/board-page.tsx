import { useState } from "preact/hooks";
import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import { moment, ownZone, zoneName } from "../base/time";
import { baseWords } from "../base/words";
import { useNow, useScreens } from "../live/live";
import { go } from "../shell/route";
import { useMay } from "../shell/session";
import type { Problem } from "../base/types";
import type { Outlet, Reason, Release } from "./api";
import { deeds, withdrawalOf } from "./board";
import { Because } from "./because";
import { ConfirmDialog, RecallDialog, RemoveDialog, ScheduleDialog, WithdrawDialog } from "./dialogs";
import { History } from "./history";
import { Outlets } from "./outlets";
import { useSaid } from "./said";
import { Countdown, Readiness, ReleaseMark } from "./state";
import { useRelease } from "./use-releases";
import { releaseWords } from "./words";

type Asked = { what: "schedule" | "cancel" | "hold" | "withdraw" | "remove" } | { what: "confirm"; outlet: Outlet };

/** One release, from its draft to its withdrawal: what comes next, who is ready, and who has proved what. */
export function Board({ id }: { id: string }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const { release, gone, failure, read } = useRelease(id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const zone = useZone(release);
  if (gone || !release) {
    return <section class="card">{gone ? <p class="notice warn">{words.gone}</p> : failure ? <Failure of={failure} /> : <p class="hint">{base.loading}</p>}</section>;
  }
  const close = () => {
    setAsked(null);
    read();
  };
  return (
    <>
      <section class="card" id="board" data-state={release.state.code} aria-label={release.name}>
        <header>
          <h1>{release.name}</h1>
          <Buttons release={release} onAsk={setAsked} />
        </header>
        <Failure of={failure} />
        <Head release={release} zone={zone} />
        <Warnings problems={release.problems} />
        <Report release={release} />
        <Outlets release={release} zone={zone} onConfirm={(outlet) => setAsked({ what: "confirm", outlet })} onDone={read} />
        <Notes release={release} />
        {asked?.what === "schedule" && <ScheduleDialog release={release} zone={zone} onClose={close} />}
        {(asked?.what === "cancel" || asked?.what === "hold") && <RecallDialog release={release} deed={asked.what} onClose={close} />}
        {asked?.what === "withdraw" && <WithdrawDialog release={release} onClose={close} />}
        {asked?.what === "remove" && <RemoveDialog release={release} onClose={() => setAsked(null)} />}
        {asked?.what === "confirm" && <ConfirmDialog release={release} outlet={asked.outlet} onClose={close} />}
      </section>
      <History release={release} zone={zone} />
    </>
  );
}

/** The zone whose clocks the release's people look at: that of its first wall. */
function useZone(release: Release | null): string {
  const screens = useScreens();
  const wall = release?.outlets.find((outlet) => outlet.kind === "screen")?.id.replace(/^screen:/, "");
  return screens.find((screen) => screen.id === wall)?.zone ?? screens[0]?.zone ?? ownZone();
}

function Buttons({ release, onAsk }: { release: Release; onAsk: (asked: Asked) => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const mayRelease = useMay("release");
  const now = useNow(1000);
  const may = deeds(release, now);
  if (!mayRelease) {
    return null;
  }
  return (
    <span class="buttons">
      {may.edit && <button id="edit-release" onClick={() => go("releases", release.id, { edit: "1" })}>{words.edit}</button>}
      {may.schedule && <button id="schedule-release" class="main" onClick={() => onAsk({ what: "schedule" })}>{words.schedule}</button>}
      {may.recall && <button id="hold-release" onClick={() => onAsk({ what: "hold" })}>{words.hold}</button>}
      {may.recall && <button id="cancel-release" onClick={() => onAsk({ what: "cancel" })}>{words.cancel}</button>}
      {may.withdraw && <button id="withdraw-release" class="danger" onClick={() => onAsk({ what: "withdraw" })}>{words.withdraw}</button>}
      {may.remove && <button id="remove-release" class="quiet" onClick={() => onAsk({ what: "remove" })}>{base.remove}</button>}
    </span>
  );
}

function Head({ release, zone }: { release: Release; zone: string }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const now = useNow(1000);
  const { state, at, until, decideAt, decision, policy } = release;
  const may = deeds(release, now);
  return (
    <>
      <p class="release-state">
        <ReleaseMark release={release} />
        <small>{words.since(moment(state.since, zone))}</small>
        <Countdown release={release} now={now} />
        <Readiness release={release} />
      </p>
      <Because release={release} />
      <dl class="facts">
        <dt>{words.goesAt}</dt><dd id="goes-at">{at ? moment(at, zone) : words.notBooked}</dd>
        {decideAt && <><dt>{words.decidesAt}</dt><dd>{moment(decideAt, zone)}</dd></>}
        {until && <><dt>{words.until}</dt><dd>{moment(until, zone)}</dd></>}
        <dt>{words.policy}</dt><dd>{words.policies[policy] ?? policy}</dd>
      </dl>
      {at && <p class="hint">{base.zone(zoneName(zone, Date.parse(at)))}</p>}
      {decision && (
        <div class={`notice ${decision.verdict === "go" ? "good" : "warn"}`} id="decision">
          {words.decided(words.verdicts[decision.verdict] ?? decision.verdict, moment(decision.at, zone))}
          {decision.reasons.length > 0 && <ul>{decision.reasons.map((reason) => <Why key={`${reason.outletId} ${reason.code}`} reason={reason} />)}</ul>}
        </div>
      )}
      {!may.recall && may.withdraw && !decision && <p class="hint">{words.decidedBeyond}</p>}
    </>
  );
}

/** Who was not ready, and why. */
function Why({ reason }: { reason: Reason }) {
  const base = useWords(baseWords);
  const said = useSaid(reason.code);
  return <li>{reason.name && `${reason.name}${base.colon}`}{said?.[0] ?? reason.words}{said && <> <small>{reason.words}</small></>}</li>;
}

/** Warnings of the whole: who is not ready shortly before, or has not been taken back. */
function Warnings({ problems }: { problems: Problem[] }) {
  return problems.length === 0 ? null : (
    <div role="alert"><ul class="problems">{problems.map((problem) => <Warning key={problem.code} problem={problem} />)}</ul></div>
  );
}

function Warning({ problem }: { problem: Problem }) {
  const said = useSaid(problem.code);
  // The controller's own words name who it is about, also where they are translated.
  return <li data-problem={problem.code}><strong>{said?.[0] ?? problem.cause}</strong>{said && <> <small>{problem.cause}</small></>} {said?.[1] ?? problem.advice}</li>;
}

/** What became of a withdrawal. Whoever cannot be reached is never counted as done. */
function Report({ release: { outlets, state } }: { release: Release }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const asked = outlets.filter((outlet) => outlet.withdrawal);
  if (state.code !== "withdrawn" || asked.length === 0) {
    return null;
  }
  const tally = withdrawalOf(asked);
  return (
    <div class={`notice ${tally.confirmed === asked.length ? "good" : "warn"}`} id="withdrawal" role="status">
      {words.withdrawnTally(tally.confirmed, asked.length)}
      {tally.able.length > 0 && <> {words.stillAble(tally.able.map((outlet) => outlet.name).join(base.comma))}</>}
    </div>
  );
}

function Notes({ release: { rightsNote, partnerNote } }: { release: Release }) {
  const words = useWords(releaseWords);
  return !rightsNote && !partnerNote ? null : (
    <dl class="facts">
      {rightsNote && <><dt>{words.rights}</dt><dd>{rightsNote}</dd></>}
      {partnerNote && <><dt>{words.partner}</dt><dd>{partnerNote}</dd></>}
    </dl>
  );
}
