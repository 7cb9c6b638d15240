import { useState } from "preact/hooks";
import { getText, post, saveAs } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import { clock, day } from "../base/time";
import type { Screen } from "../base/types";
import { controllerNow, useFeed } from "../live/live";
import { useMay } from "../shell/session";
import { wallsWords } from "../walls/words";
import type { Command } from "./command";
import { Enrolment, type EnrolmentStep } from "./enrolment";
import { SnapshotDialog } from "./snapshot";
import { TestPicture } from "./test-picture";
import { technicianWords } from "./words";

interface Outcome {
  done: boolean;
  code: string;
  detail: string;
}

const IDENTIFY_SECONDS = 30;

/** A log as a file of text. */
export async function downloadLog(path: string, name: string): Promise<void> {
  saveAs(name, "text/plain;charset=utf-8", await getText(path));
}

type Asked = "restartPlayer" | "restartAgent" | "testPicture" | "snapshot";

/** What a technician can have one screen do. */
export function Commands({ screen }: { screen: Screen }) {
  const words = useWords(technicianWords);
  const walls = useWords(wallsWords);
  const feed = useFeed();
  const mayManage = useMay("manageScreens");
  const [asked, setAsked] = useState<Asked | null>(null);
  const [enrolling, setEnrolling] = useState<EnrolmentStep | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { busy, failure, run } = useAction();
  const send = async (command: Command) => {
    setOutcome(null);
    setOutcome(await post<Outcome>(`/screens/${screen.id}/commands`, command));
  };
  const close = () => setAsked(null);
  const off = busy || !screen.online;
  const log = () => downloadLog(`/screens/${screen.id}/log`, `ledwall-agent-${screen.name}-${day(controllerNow(feed.live), screen.zone)}.log`);
  return (
    <section class="card commands" aria-label={words.actions} id="commands">
      <h2>{words.actions}</h2>
      <p class="buttons">
        <button id="snapshot" disabled={!screen.online} onClick={() => setAsked("snapshot")}>{words.snapshot}</button>
        {mayManage && <>
          <button id="identify" disabled={off} onClick={() => void run(() => send({ name: "identify", seconds: IDENTIFY_SECONDS }))}>{words.identify}</button>
          <button id="test-picture" disabled={off} onClick={() => setAsked("testPicture")}>{words.testPicture}</button>
          <button id="restart-player" disabled={off} onClick={() => setAsked("restartPlayer")}>{words.restartPlayer}</button>
          <button id="restart-agent" disabled={off} onClick={() => setAsked("restartAgent")}>{words.restartAgent}</button>
          <button id="agent-log" disabled={off} onClick={() => void run(log)}>{words.log}</button>
          {!screen.online && <button class="enrol" onClick={() => setEnrolling({ at: "code", screen: screen.id })}>{words.enrol}</button>}
        </>}
      </p>
      {/* What comes and goes stands below what is pressed. */}
      {screen.cover && (
        <p class="notice warn" role="status">
          {walls.covers[screen.cover.kind] ?? screen.cover.kind} {walls.until(clock(screen.cover.until, screen.zone))}{" "}
          {mayManage && (
            <button id="end-cover" class="small" disabled={off} onClick={() => void run(() => send({ name: "endCover" }))}>{words.endCover}</button>
          )}
        </p>
      )}
      <Failure of={failure} />
      {outcome && (
        <p class={outcome.done ? "notice good" : "notice bad"} role="status" id="outcome">
          {outcome.done ? `✓ ${words.done}` : `✕ ${words.notDone}`} {words.outcomes[outcome.code] ?? outcome.detail}
        </p>
      )}
      {(asked === "restartPlayer" || asked === "restartAgent") && (
        <FormDialog id="restart" title={words[asked]} action={words[asked]} danger onSubmit={() => send({ name: asked })} onClose={close}>
          <p class="hint">{asked === "restartPlayer" ? words.playerAsk : words.agentAsk}</p>
        </FormDialog>
      )}
      {asked === "testPicture" && <TestPicture screen={screen} onShow={send} onClose={close} />}
      {asked === "snapshot" && <SnapshotDialog screen={screen} onClose={close} />}
      {enrolling && <Enrolment step={enrolling} onStep={setEnrolling} />}
    </section>
  );
}
