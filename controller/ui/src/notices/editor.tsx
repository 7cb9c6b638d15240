import { useState } from "preact/hooks";
import { Failure } from "../base/errors";
import { Choice, Field } from "../base/fields";
import { useWords } from "../base/i18n";
import { near, ownZone } from "../base/time";
import { baseWords } from "../base/words";
import { MediaRow } from "../library/media-row";
import { useLive, useNow, useScreens } from "../live/live";
import { to } from "../shell/route";
import { useMay } from "../shell/session";
import type { Templates } from "./api";
import { BothScripts } from "./both-scripts";
import { documentOf, isEmpty, partsOf, shapesOf, type Faults, type NoticeDraft } from "./draft";
import { useFaults } from "./faults";
import { PolicyLine, usePolicy } from "./policy";
import { Renderings } from "./renderings";
import { useNotice, type Writing } from "./use-notice";
import { useRenderings } from "./use-renderings";
import { noticeWords } from "./words";

/** A notice in both scripts, and beside it what the screens make of it. */
export function NoticeEditor({ id, templates }: { id: string; templates: Templates }) {
  const words = useWords(noticeWords);
  const writing = useNotice(id, templates);
  const { shown, gone, failure } = writing;
  if (gone || !shown) {
    return <section class="card">{gone ? <p class="notice warn">{words.unknown}</p> : <Failure of={failure} />}</section>;
  }
  return <Desk writing={writing} shown={shown} templates={templates} />;
}

function Desk({ writing, shown, templates }: { writing: Writing; shown: NoticeDraft; templates: Templates }) {
  const words = useWords(noticeWords);
  const mayEdit = useMay("editMedia");
  const faultsOf = useFaults();
  const shapes = shapesOf(useScreens());
  const [seconds, setSeconds] = useState<number | null>(null);
  const runs = partsOf(shown, templates).includes("ticker") && !isEmpty(shown.ticker);
  const { sights, busy } = useRenderings(mayEdit ? documentOf(shown, templates) : null, shapes, runs ? seconds : null);
  const [policy, setPolicy] = usePolicy();
  // What a screen cannot show is told beside the words that cause it; where several cannot, the first one's.
  const faults: Faults = Object.assign({}, ...[...sights].reverse().map((sight) => faultsOf(sight.failure)), faultsOf(writing.failure)) as Faults;
  const length = sights.find((sight) => sight.rendering?.lengthMillis)?.rendering?.lengthMillis ?? null;
  return (
    <div class="desk">
      <section class="card" aria-label={writing.kept?.name ?? words.newTitle}>
        <h1>{writing.kept?.name ?? words.newTitle}</h1>
        <Kept writing={writing} />
        <form id="notice" onSubmit={(event) => {
          event.preventDefault();
          writing.save();
        }}>
          <Form shown={shown} templates={templates} faults={faults} readOnly={!mayEdit} runs={runs} onEdit={writing.edit} />
          <PolicyLine policy={policy} of={writing.kept} onPolicy={setPolicy} />
          <Failure of={writing.failure} />
          {writing.unsaved && <Save writing={writing} />}
        </form>
      </section>
      {mayEdit ? <Renderings shapes={shapes} sights={sights} busy={busy} seconds={seconds} onSeconds={setSeconds} lengthMillis={runs ? length : null} />
        : <p class="hint">{words.mayNotDraw}</p>}
    </div>
  );
}

/** How the one that is kept stands: in the library, and on which screens it cannot be shown. */
function Kept({ writing: { kept, unsaved } }: { writing: Writing }) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const media = useLive((live) => live.media.find((each) => each.id === kept?.mediaId));
  const without = kept?.screens.filter((screen) => !screen.fits).map((screen) => screen.screenName) ?? [];
  return (
    <>
      {media && <ul class="media"><MediaRow media={media} /></ul>}
      {kept && !unsaved && <p class="hint" id="saved">{words.saved} <a href={to("playlists")}>{words.toPlaylists}</a></p>}
      {without.length > 0 && <p class="notice warn">{words.fitsNot(without.join(base.comma))}</p>}
    </>
  );
}

function Form({ shown, templates, faults, readOnly, runs, onEdit }: {
  shown: NoticeDraft;
  templates: Templates;
  faults: Faults;
  readOnly: boolean;
  /** Whether a line runs through. */
  runs: boolean;
  onEdit: (part: Partial<NoticeDraft>) => void;
}) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const template = templates.items.find((each) => each.id === shown.template);
  const { min, max, step } = templates.durationMillis;
  return (
    <fieldset class="plain" disabled={readOnly}>
      <Field name="name" label={base.name} required maxLength={100} placeholder={words.nameHint} value={shown.name} onText={(name) => onEdit({ name })} />
      {faults["name"] && <p class="fault bad">✕ {faults["name"]}</p>}
      <fieldset class="row">
        <legend>{words.template}</legend>
        {templates.items.map((each) => (
          <Choice key={each.id} type="radio" name="template" value={each.id} label={words.templates[each.id] ?? each.title} checked={shown.template === each.id}
            onTick={() => onEdit({ template: each.id })} />
        ))}
      </fieldset>
      {template?.fields.map((part) => (
        <BothScripts key={part} part={part} text={shown[part]} most={template.maxCharacters[part]} required={template.needed.includes(part)} faults={faults}
          readOnly={readOnly} onText={(text) => onEdit({ [part]: text })} />
      ))}
      <fieldset class="row">
        <legend>{words.theme}</legend>
        {templates.themes.map((each) => (
          <label key={each.id} class="choice theme">
            <input type="radio" name="theme" value={each.id} checked={shown.theme === each.id} onChange={() => onEdit({ theme: each.id })} />
            <span class="theme-sample" style={{ background: each.background, color: each.colour }} aria-hidden="true">文 བོད</span>
            {words.themes[each.id] ?? each.id}
          </label>
        ))}
      </fieldset>
      <div class="fields">
        <Field name="seconds" label={words.seconds} type="number" min={min / 1000} max={max / 1000} step={step / 1000} required
          value={String(shown.durationMillis / 1000)} onText={(text) => onEdit({ durationMillis: Math.round(Number(text) * 1000) })} />
        {runs && <p class="hint">{words.secondsHint}</p>}
      </div>
      {faults["durationMillis"] && <p class="fault bad">✕ {faults["durationMillis"]}</p>}
    </fieldset>
  );
}

function Save({ writing: { newer, busy, insist, discard } }: { writing: Writing }) {
  const words = useWords(noticeWords);
  const zone = useScreens()[0]?.zone ?? ownZone();
  const now = useNow(60_000);
  return (
    <div class="actions sticky">
      <span class="warn" role="status" id="notice-state">● {newer ? words.changedBy(newer.by, near(newer.at, zone, now)) : words.unsaved}</span>
      {/* By keys: one element that became a submit button while it is pressed would save at the same press. */}
      {newer
        ? <><button key="insist" type="button" id="insist" disabled={busy} onClick={insist}>{words.mine}</button>
          <button key="theirs" type="button" id="take-theirs" disabled={busy} onClick={discard}>{words.theirs}</button></>
        : <><button key="save" type="submit" id="save-notice" class="main" disabled={busy}>{words.save}</button>
          <button key="discard" type="button" id="discard-notice" class="quiet" disabled={busy} onClick={discard}>{words.discard}</button></>}
    </div>
  );
}
