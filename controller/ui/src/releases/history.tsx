import { useEffect, useState } from "preact/hooks";
import { Failure } from "../base/errors";
import { Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { moment, near } from "../base/time";
import { baseWords } from "../base/words";
import { useNow, useScreens } from "../live/live";
import type { Release } from "./api";
import { SIGNS } from "./board";
import { useChannels } from "./channels/use-channels";
import { useSaid } from "./said";
import { stepWords } from "./step-words";
import { readSteps, told, way, type Step } from "./steps";
import { releaseWords } from "./words";

const WHOLE = "release";

/** What happened to a release and to each of its outlets, and when. */
export function History({ release, zone }: { release: Release; zone: string }) {
  const words = useWords(stepWords);
  const base = useWords(baseWords);
  const [steps, setSteps] = useState<Step[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [only, setOnly] = useState("");
  const nameOf = useNames(release);
  const standing = release.outlets.map(({ state, withdrawal, task }) => `${state} ${withdrawal?.state} ${task?.kind}`).join();
  useEffect(() => {
    let current = true;
    readSteps(release.id).then((read) => {
      if (current) {
        setSteps(read);
        setFailure(null);
      }
    }, (error: unknown) => current && setFailure(error));
    return () => {
      current = false;
    };
  }, [release.id, release.revision, release.state.code, release.state.since, release.decision?.at, standing]);
  const rows = told(steps ?? []).filter(({ outletId }) => only === "" || (outletId ?? WHOLE) === only);
  const outlets = [...new Set((steps ?? []).flatMap(({ outletId }) => outletId ?? []))];
  return (
    <section class="card" id="steps" aria-label={words.steps}>
      <header>
        <h2>{words.steps}</h2>
        {outlets.length > 0 && (
          <Pick inline name="only" label={words.show} value={only} onPick={setOnly}
            from={[{ id: "", name: words.everything }, { id: WHOLE, name: words.whole }, ...outlets.map((id) => ({ id, name: nameOf(id) }))]} />
        )}
      </header>
      <p class="hint">{words.hint}</p>
      <Failure of={failure} />
      {steps === null && !failure && <p class="hint">{base.loading}</p>}
      {rows.length > 0 && (
        <div class="scroll tall" tabIndex={0} role="group" aria-label={words.steps}>
          <table class="stack">
            <thead><tr>{[words.at, words.who, words.what, words.detail].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
            <tbody>{rows.map((step, i) => <Row key={`${step.at} ${i}`} step={step} name={nameOf(step.outletId)} zone={zone} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Outlets that the release has no longer keep the name of their screen or channel, where that is known still. */
function useNames({ outlets }: Release): (id: string | null) => string {
  const words = useWords(stepWords);
  const screens = useScreens();
  const { all } = useChannels();
  return (id) => (id === null ? words.whole
    : outlets.find((outlet) => outlet.id === id)?.name ?? screens.find((screen) => `screen:${screen.id}` === id)?.name
      ?? all?.find((channel) => `channel:${channel.id}` === id)?.name ?? id.replace(/^\w+:/, ""));
}

function Row({ step, name, zone }: { step: Step; name: string; zone: string }) {
  const words = useWords(stepWords);
  const release = useWords(releaseWords);
  const base = useWords(baseWords);
  const now = useNow(60_000);
  const said = useSaid(step.code);
  const look = way(step);
  const called = step.outletId === null ? words.ofWhole[step.to] ?? release.states[step.to] : words.ofOutlet[step.to] ?? release.outletStates[step.to];
  const about = step.about && words.abouts[step.to]?.(near(step.about, zone, now));
  const opens = /^https?:\/\//.test(step.words);
  return (
    <tr data-step={step.to} data-outlet={step.outletId ?? WHOLE}>
      <td class="figure" title={moment(step.at, zone)}>{near(step.at, zone, now)}</td>
      <th scope="row">{name}</th>
      <td><span class={`mark ${look}`}>{SIGNS[look]} {called ?? step.to}</span></td>
      <td>
        {[about, step.by && words.by(step.by)].filter(Boolean).join(base.comma)}{" "}
        {said && <>{said[0]} </>}
        {opens ? <a href={step.words} target="_blank" rel="noopener noreferrer">{step.words}</a> : step.words && <small>{step.words}</small>}
      </td>
    </tr>
  );
}
