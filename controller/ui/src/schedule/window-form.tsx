import { useState } from "preact/hooks";
import { etagOf, post, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { Field, Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { instantOf, localInput, rfc3339, span, zoneName } from "../base/time";
import { baseWords } from "../base/words";
import { controllerNow, useFeed, useLive, useScreens } from "../live/live";
import { useTargets, type Window } from "./rules";
import { scheduleWords } from "./words";
import { zoneOf } from "./zone";

const MINUTE = 60_000;
const LENGTHS = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE];
const MAX_PRIORITY = 100;

/**
 * Makes or changes a window. A change of one for several groups, or for screens, leaves it theirs; its class stays, too. Its times are typed as the clocks
 * beside its screens show them.
 */
export function WindowForm({ rule, onClose }: { rule: Window | null; onClose: () => void }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const groups = useLive((live) => live.groups);
  const playlists = useLive((live) => live.playlists);
  const screens = useScreens();
  const now = controllerNow(feed.live);
  const targets = useTargets();
  const kept = rule && (rule.groups.length !== 1 || rule.screens.length > 0) ? { groups: rule.groups, screens: rule.screens } : null;
  const soon = Math.ceil(now / MINUTE + 1) * MINUTE;
  const [name, setName] = useState(rule?.name ?? "");
  const [group, setGroup] = useState(rule?.groups[0] ?? groups[0]?.id ?? "");
  const zone = zoneOf(kept ?? { groups: [group], screens: [] }, screens);
  // Another loop than those that run anyway, where there is one.
  const other = playlists.find((list) => !groups.some((each) => each.loop === list.id)) ?? playlists[0];
  const [playlist, setPlaylist] = useState(rule?.playlist ?? other?.id ?? "");
  const [from, setFrom] = useState(() => localInput(rule?.from ?? soon, zone));
  const [until, setUntil] = useState(() => localInput(rule?.until ?? soon + 15 * MINUTE, zone));
  const [priority, setPriority] = useState(String(rule?.priority ?? 0));
  const begins = instantOf(from, zone);
  const ends = instantOf(until, zone);
  const wrong = begins === null || ends === null ? words.badTime : begins >= ends ? words.badOrder : null;

  const save = async () => {
    const timed = { name, playlist, from: rfc3339(begins ?? 0), until: rfc3339(ends ?? 0), priority: Number(priority) };
    const body = { ...timed, ...(kept ?? { group }), ...(rule && { class: rule.class }) };
    await (rule ? put(`/schedule/rules/${rule.id}`, body, etagOf(rule)) : post("/schedule/rules", body));
    feed.soon("rules");
  };
  const startNow = () => {
    const at = controllerNow(feed.live);
    const length = (ends ?? 0) - (begins ?? 0);
    setFrom(localInput(at, zone));
    if (length > 0) {
      setUntil(localInput(at + length, zone));
    }
  };
  return (
    <FormDialog id="window-form" title={rule ? words.changeTitle(rule.name) : words.addTitle} action={base.save} blocked={wrong !== null}
      onSubmit={save} onClose={onClose}>
      <Field name="name" label={base.name} required maxLength={100} value={name} onText={setName} />
      <div class="fields">
        {kept
          ? <Pick name="group" label={words.targets} value="" from={[{ id: "", name: targets(kept) }]} disabled onPick={setGroup} />
          : <Pick name="group" label={base.group} value={group} from={groups} onPick={setGroup} />}
        <Pick name="playlist" label={base.playlist} value={playlist} from={playlists} onPick={setPlaylist} />
      </div>
      <div class="fields">
        <Field name="from" label={words.from} type="datetime-local" step={1} required value={from} onText={setFrom} />
        <Field name="until" label={words.until} type="datetime-local" step={1} required value={until} onText={setUntil} />
      </div>
      <p class="row">
        <button type="button" class="small start" onClick={startNow}>{words.start}</button>
        {LENGTHS.map((length) => (
          <button key={length} type="button" class="small" data-minutes={length / MINUTE} disabled={begins === null}
            onClick={() => setUntil(localInput((begins ?? 0) + length, zone))}>{words.length(span(length, base))}</button>
        ))}
      </p>
      <p class="hint">{words.zoneOf(zoneName(zone, begins ?? now))}{!wrong && <> {words.length(span((ends ?? 0) - (begins ?? 0), base))}</>}</p>
      {wrong && <p class="notice warn" role="alert">{wrong}</p>}
      <Field name="priority" label={words.priority} type="number" min={0} max={MAX_PRIORITY} required value={priority} onText={setPriority} />
    </FormDialog>
  );
}
