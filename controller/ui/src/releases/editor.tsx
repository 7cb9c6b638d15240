import { Failure } from "../base/errors";
import { Field, Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import { TargetFields } from "../schedule/rule/targets";
import { go } from "../shell/route";
import { POLICIES, type Policy } from "./api";
import { ChannelParts } from "./channel-parts";
import { lacks, type ReleaseDraft } from "./draft";
import { Items } from "./items";
import { TextFields } from "./texts";
import { useWriting, type Writing } from "./use-releases";
import { releaseWords } from "./words";

/** A release as it is written: what, where, and under which policy. */
export function ReleaseEditor({ id }: { id: string | null }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const writing = useWriting(id);
  const { shown, gone, failure } = writing;
  if (gone || !shown) {
    return <section class="card">{gone ? <p class="notice warn">{words.gone}</p> : failure ? <Failure of={failure} /> : <p class="hint">{base.loading}</p>}</section>;
  }
  return <Desk writing={writing} shown={shown} />;
}

function Desk({ writing, shown }: { writing: Writing; shown: ReleaseDraft }) {
  const words = useWords(releaseWords);
  const { edit } = writing;
  const lacking = lacks(shown);
  const save = async (event: Event) => {
    event.preventDefault();
    const id = await writing.save();
    if (id) {
      go("releases", id);
    }
  };
  return (
    <form id="release-form" onSubmit={(event) => void save(event)}>
      <section class="card" aria-label={shown.name || words.newTitle}>
        <h1>{shown.name || words.newTitle}</h1>
        <Field name="name" label={words.name} required maxLength={100} placeholder={words.nameHint} value={shown.name} onText={(name) => edit({ name })} />
        <Items items={shown.items} onItems={(items) => edit({ items })} />
      </section>
      <section class="card" aria-label={words.texts}>
        <h2>{words.texts}</h2>
        <TextFields name="texts" texts={shown.texts} onTexts={(texts) => edit({ texts })} />
      </section>
      <section class="card" aria-label={words.outlets}>
        <h2>{words.outlets}</h2>
        <TargetFields groups={shown.targets.groups} screens={shown.targets.screens} onChange={(part) => edit({ targets: { ...shown.targets, ...part } })} />
        <Minutes millis={shown.targets.lengthMillis} onMillis={(lengthMillis) => edit({ targets: { ...shown.targets, lengthMillis } })} />
        <ChannelParts parts={shown.channels} items={shown.items} texts={shown.texts} onParts={(channels) => edit({ channels })} />
        <Pick name="policy" label={words.policy} value={shown.policy} from={POLICIES.map((each) => ({ id: each, name: words.policies[each] ?? each }))}
          onPick={(policy) => edit({ policy: policy as Policy })} />
        <Field name="rights" label={words.rights} maxLength={500} placeholder={words.rightsHint} value={shown.rightsNote}
          onText={(rightsNote) => edit({ rightsNote })} />
        <Field name="partner" label={words.partner} maxLength={500} placeholder={words.partnerHint} value={shown.partnerNote}
          onText={(partnerNote) => edit({ partnerNote })} />
      </section>
      {lacking.length > 0 && <div class="notice warn" id="release-lacks"><ul>{lacking.map((each) => <li key={each}>{words.lacks[each]}</li>)}</ul></div>}
      <Failure of={writing.failure} />
      <Save writing={writing} />
    </form>
  );
}

const MINUTE = 60_000;

function Minutes({ millis, onMillis }: { millis: number; onMillis: (millis: number) => void }) {
  const words = useWords(releaseWords);
  const type = (text: string) => {
    const minutes = Number(text);
    if (minutes > 0) {
      onMillis(Math.round(minutes * MINUTE));
    }
  };
  return <div class="fields"><Field name="minutes" label={words.minutes} type="number" min={1} max={10_080} step="any" required value={String(millis / MINUTE)}
    onText={type} /></div>;
}

function Save({ writing: { unsaved, newer, busy, discard } }: { writing: Writing }) {
  const words = useWords(releaseWords);
  return (
    <div class="actions sticky">
      {unsaved && <span class="warn" role="status" id="release-unsaved">● {newer ? words.changed : words.unsaved}</span>}
      <button type="submit" id="save-release" class="main" disabled={busy || !unsaved}>{words.save}</button>
      {unsaved && <button type="button" id="discard-release" class="quiet" disabled={busy} onClick={discard}>{words.discard}</button>}
    </div>
  );
}
