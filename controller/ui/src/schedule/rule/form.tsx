import { useState } from "preact/hooks";
import { Dialog } from "../../base/dialog";
import { Failure, useAction } from "../../base/errors";
import { Choice, Field, Pick } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { instantOf, localInput, span, zoneName } from "../../base/time";
import type { Rule, RuleClass } from "../../base/types";
import { baseWords } from "../../base/words";
import { controllerNow, useFeed, useLive, useScreens } from "../../live/live";
import type { Change } from "../apply/change";
import { foresee, type Foreseen } from "../apply/foresee";
import { scheduleWords } from "../words";
import { zoneOf } from "../zone";
import { AgainFields } from "./again";
import { bodyOf, flawOf, type Draft } from "./draft";
import { placeOf, Refused } from "./refused";
import { TargetFields } from "./targets";
import { ruleWords } from "./words";

const MINUTE = 60_000;
const LENGTHS = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE];
const MAX_PRIORITY = 100;
const CLASSES: readonly RuleClass[] = ["default", "normal", "fixed", "keyPeriod"];

/** What, where and when. Nothing is stored here: the next step says what it would change. */
export function RuleForm({ rule, draft, zone: first, onDraft, onSeen, onClose }: {
  rule: Rule | null;
  draft: Draft;
  zone: string;
  onDraft: (draft: Draft) => void;
  onSeen: (seen: { change: Change; foreseen: Foreseen; zone: string }) => void;
  onClose: () => void;
}) {
  const words = useWords(ruleWords);
  const schedule = useWords(scheduleWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const playlists = useLive((live) => live.playlists);
  const screens = useScreens();
  const { busy, failure, run } = useAction();
  const [asked, setAsked] = useState(false);
  const none = draft.groups.length + draft.screens.length === 0;
  const zone = none ? first : zoneOf(draft, screens);
  const flaw = flawOf(draft, zone);
  const playlist = draft.playlist || playlists[0]?.id || "";
  const patch = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const days = draft.recurs && ((draft.again.pattern.kind === "weekly" && draft.again.pattern.days.length === 0)
    || (draft.again.pattern.kind === "monthlyDate" && draft.again.pattern.dates.length === 0));
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (!flaw && !none && !days) {
      void run(async () => {
        const change: Change = { kind: "save", rule, body: bodyOf({ ...draft, playlist }, zone) };
        onSeen({ change, foreseen: await foresee(change, controllerNow(feed.live)), zone });
      });
    }
  };
  return (
    <Dialog title={rule ? words.changeTitle(rule.name) : words.newTitle} wide onClose={onClose}>
      <form id="rule-form" onSubmit={submit}>
        <div class="rule-columns">
          <div>
            <Field name="name" label={base.name} required maxLength={100} value={draft.name} onText={(name) => patch({ name })} />
            <Refused at="name" of={failure} />
            <div class="fields">
              <Pick name="playlist" label={base.playlist} value={playlist} from={playlists} onPick={(id) => patch({ playlist: id })} />
              <Pick name="class" label={schedule.classLabel} value={draft.class} from={CLASSES.map((each) => ({ id: each,
                name: schedule.classes[each] ?? each }))}
                onPick={(id) => patch({ class: id as RuleClass })} />
              <Field name="priority" label={schedule.priority} type="number" min={0} max={MAX_PRIORITY} required value={draft.priority}
                onText={(priority) => patch({ priority })} />
            </div>
            <p class="hint">{words.classHint}</p>
            <Refused at="what" of={failure} />
            <TargetFields groups={draft.groups} screens={draft.screens} onChange={patch} />
            {asked && none && <p class="notice warn" role="alert">{words.noTargets}</p>}
            <Refused at="targets" of={failure} />
          </div>
          <div>
            <fieldset class="row">
              <legend>{words.when}</legend>
              <Choice type="radio" name="recurs" value="once" label={words.once} checked={!draft.recurs} onTick={() => patch({ recurs: false })} />
              <Choice type="radio" name="recurs" value="again" label={words.again} checked={draft.recurs} onTick={() => patch({ recurs: true })} />
            </fieldset>
            {draft.recurs ? <AgainFields again={draft.again} onChange={(again) => patch({ again })} failure={failure} />
              : <OnceFields draft={draft} zone={zone} onChange={(once) => patch({ once })} />}
            {flaw && <p class="notice warn" role="alert">{schedule[flaw]}</p>}
            {asked && days && <p class="notice warn" role="alert">{words.noDays}</p>}
            <Refused at="when" of={failure} />
            <p class="hint">{schedule.zoneOf(zoneName(zone, controllerNow(feed.live)))}</p>
          </div>
        </div>
        {placeOf(failure) === null && <Failure of={failure} />}
        <p class="actions">
          <button type="submit" class="main" disabled={busy || flaw !== null}>{words.review}</button>
          <button type="button" onClick={onClose}>{base.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}

function OnceFields({ draft, zone, onChange }: { draft: Draft; zone: string; onChange: (once: Draft["once"]) => void }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const { from, until } = draft.once;
  const begins = instantOf(from, zone);
  const ends = instantOf(until, zone);
  const length = begins !== null && ends !== null && ends > begins ? ends - begins : null;
  const startNow = () => {
    const at = Math.ceil(controllerNow(feed.live) / 1000) * 1000;
    onChange({ from: localInput(at, zone), until: length ? localInput(at + length, zone) : until });
  };
  return (
    <>
      <div class="fields">
        <Field name="from" label={words.from} type="datetime-local" step={1} required value={from} onText={(text) => onChange({ from: text, until })} />
        <Field name="until" label={words.until} type="datetime-local" step={1} required value={until} onText={(text) => onChange({ from, until: text })} />
      </div>
      <p class="row">
        <button type="button" class="small start" onClick={startNow}>{words.start}</button>
        {LENGTHS.map((each) => (
          <button key={each} type="button" class="small" data-minutes={each / MINUTE} disabled={begins === null}
            onClick={() => onChange({ from, until: localInput((begins ?? 0) + each, zone) })}>{words.length(span(each, base))}</button>
        ))}
        {length !== null && <small>{words.length(span(length, base))}</small>}
      </p>
    </>
  );
}
