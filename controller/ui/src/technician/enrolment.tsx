import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { post } from "../base/api";
import { Dialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import { clock, ownZone } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { useFeed, useNow, useScreens } from "../live/live";
import { useMay } from "../shell/session";
import { Picture } from "../walls/picture";
import { enrolmentWords } from "./enrolment-words";
import { NewScreen } from "./new-screen";

/** Where the guide to a new screen stands: being named, or its PC being connected. */
export type EnrolmentStep = { at: "new" } | { at: "code"; screen: string };

/** From nothing to a lit screen, step by step. */
export function Enrolment({ step, onStep }: { step: EnrolmentStep; onStep: (step: EnrolmentStep | null) => void }) {
  const words = useWords(enrolmentWords);
  const feed = useFeed();
  const mayEnrol = useMay("manageScreens");
  const screen = useScreens().find((each) => step.at === "code" && each.id === step.screen);
  const close = () => onStep(null);
  if (step.at === "new") {
    return (
      <Dialog title={words.addScreen} onClose={close}>
        <Steps at={0} />
        <NewScreen onCancel={close} onAdded={(added) => {
          feed.soon("screens");
          // Who may not connect PCs leaves that to a technician.
          onStep(mayEnrol ? { at: "code", screen: added.id } : null);
        }} />
      </Dialog>
    );
  }
  return <Connect key={step.screen} id={step.screen} screen={screen} onClose={close} />;
}

function Steps({ at }: { at: number }) {
  const words = useWords(enrolmentWords);
  return (
    <ol class="steps">
      {words.steps.map((step, i) => <li key={i} class={i < at ? "done" : undefined} aria-current={i === at ? "step" : undefined}>{step}</li>)}
    </ol>
  );
}

interface Code {
  code: string;
  expiresAt: string;
  command: string;
}

/** Shows a fresh one-time code, which is never shown again, and then what the screen's PC does with it. */
function Connect({ id, screen, onClose }: { id: string; screen: Screen | undefined; onClose: () => void }) {
  const words = useWords(enrolmentWords);
  const base = useWords(baseWords);
  const [code, setCode] = useState<Code | null>(null);
  // A screen that was connected before is online only with the new key once its agent has come back.
  const [wasOnline] = useState(screen?.online ?? false);
  const { failure, run } = useAction();
  const make = () => run(async () => setCode(await post<Code>(`/screens/${id}/enrolment`, {})));
  useEffect(() => void make(), [id]);
  const connected = !!screen?.online && !wasOnline;
  const locked = connected && !!screen.clock?.locked;
  return (
    <Dialog title={words.title(screen?.name ?? "…")} onClose={onClose}>
      <Steps at={locked ? 3 : connected ? 2 : 1} />
      <Failure of={failure} />
      {code && !connected && <ShownCode code={code} zone={screen?.zone ?? ownZone()} onAnother={() => void make()} />}
      {connected && <Arrival screen={screen} />}
      <p class="actions"><button onClick={onClose}>{base.close}</button></p>
    </Dialog>
  );
}

function ShownCode({ code, zone, onAnother }: { code: Code; zone: string; onAnother: () => void }) {
  const words = useWords(enrolmentWords);
  const [copied, setCopied] = useState(false);
  const over = useNow(1000) > Date.parse(code.expiresAt);
  return (
    <>
      <p class={over ? "code over" : "code"} id="enrolment-code">{code.code}</p>
      <p>{words.codeHint} {clock(code.expiresAt, zone)} ({zone})</p>
      <pre tabIndex={0}><code>{code.command}</code></pre>
      <p class="row">
        {/* There is no clipboard for a page that came by plain http from another machine. */}
        {"clipboard" in navigator && (
          <button class="small" onClick={() => void navigator.clipboard.writeText(code.command).then(() => setCopied(true))}>
            {copied ? words.copied : words.copy}
          </button>
        )}
        {over && <><span class="bad">{words.codeExpired}</span><button class="small" onClick={onAnother}>{words.another}</button></>}
      </p>
      <p class="notice" role="status">{words.waiting}<br /><small>{words.waitingHint}</small></p>
    </>
  );
}

function Arrival({ screen }: { screen: Screen }) {
  const words = useWords(enrolmentWords);
  const { busy, failure, run } = useAction();
  const line = (good: boolean, text: ComponentChildren) => <li class={good ? "good" : undefined}>{good ? "✓ " : "… "}{text}</li>;
  return (
    <div role="status">
      <ul class="plain">
        {line(true, words.connected(screen.agentVersion ?? ""))}
        {screen.clock?.locked ? line(true, words.clockDone(screen.clock.boundMillis.toFixed(1))) : line(false, words.clockWait)}
      </ul>
      <Picture screen={screen} />
      <p>{words.look}</p>
      <Failure of={failure} />
      <button class="main" disabled={busy} onClick={() => void run(() => post(`/screens/${screen.id}/commands`, { name: "identify", seconds: 30 }))}>
        {words.identify}
      </button>
    </div>
  );
}
