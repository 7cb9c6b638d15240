import { useRef, useState } from "preact/hooks";
import { FormDialog } from "../base/dialog";
import { Field, Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { instantOf, localInput, rfc3339, zoneName } from "../base/time";
import { baseWords } from "../base/words";
import { controllerNow, useFeed } from "../live/live";
import { go } from "../shell/route";
import { act, confirmOutlet, deleteRelease, POLICIES, type Outlet, type Policy, type Release } from "./api";
import { proofOf, proposed } from "./board";
import { releaseWords } from "./words";

/** When it goes live, by the clocks of the walls, and what is done if somebody is not ready. */
export function ScheduleDialog({ release, zone, onClose }: { release: Release; zone: string; onClose: () => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const key = useRef(crypto.randomUUID());
  const [local, setLocal] = useState(() => localInput(proposed(controllerNow(feed.live)), zone));
  const [policy, setPolicy] = useState<Policy>(release.policy);
  const at = instantOf(local, zone);
  const schedule = () => act(release.id, "schedule", { at: rfc3339(at ?? 0), policy }, key.current);
  return (
    <FormDialog id="schedule-form" title={words.scheduleTitle(release.name)} action={words.schedule} blocked={at === null} onSubmit={schedule} onClose={onClose}>
      <p class="hint">{words.scheduleHint}</p>
      <Field name="at" label={words.instant} type="datetime-local" step={1} required value={local} onText={(text) => {
        // Another instant is another deed.
        key.current = crypto.randomUUID();
        setLocal(text);
      }} />
      <p class="hint">{base.zone(zoneName(zone, at ?? controllerNow(feed.live)))}</p>
      {at === null && <p class="notice warn">{words.noInstant}</p>}
      <Pick name="policy" label={words.policy} value={policy} from={POLICIES.map((id) => ({ id, name: words.policies[id] ?? id }))} onPick={(id) => {
        key.current = crypto.randomUUID();
        setPolicy(id as Policy);
      }} />
    </FormDialog>
  );
}

/** Off the schedule, before the point of no return. */
export function RecallDialog({ release, deed, onClose }: { release: Release; deed: "cancel" | "hold"; onClose: () => void }) {
  const words = useWords(releaseWords);
  const key = useRef(crypto.randomUUID());
  const [reason, setReason] = useState("");
  const recall = () => act(release.id, deed, reason.trim() ? { reason: reason.trim() } : {}, key.current);
  const cancel = deed === "cancel";
  return (
    <FormDialog id={`${deed}-form`} title={cancel ? words.cancelTitle(release.name) : words.holdTitle(release.name)} action={cancel ? words.cancel : words.hold}
      danger={cancel} onSubmit={recall} onClose={onClose}>
      <p class="hint">{cancel ? words.cancelHint : words.holdHint}</p>
      <Field name="reason" label={words.reason} maxLength={200} value={reason} onText={setReason} />
    </FormDialog>
  );
}

/** From everywhere, by one button. */
export function WithdrawDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  const words = useWords(releaseWords);
  const key = useRef(crypto.randomUUID());
  const [reason, setReason] = useState("");
  return (
    <FormDialog id="withdraw-form" title={words.withdrawTitle(release.name)} action={words.withdrawNow} danger
      onSubmit={() => act(release.id, "withdraw", { reason: reason.trim() }, key.current)} onClose={onClose}>
      <p class="hint">{words.withdrawHint}</p>
      <Field name="reason" label={words.reason} required maxLength={200} value={reason} onText={setReason} />
    </FormDialog>
  );
}

export function RemoveDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const remove = async () => {
    await deleteRelease(release);
    go("releases");
  };
  return (
    <FormDialog id="remove-form" title={words.removeTitle(release.name)} action={base.remove} danger onSubmit={remove} onClose={onClose}>
      <p class="hint">{words.removeHint}</p>
    </FormDialog>
  );
}

/** Somebody did by hand what no program may do, and says where it can be seen. */
export function ConfirmDialog({ release, outlet, onClose }: { release: Release; outlet: Outlet; onClose: () => void }) {
  const words = useWords(releaseWords);
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");
  const proof = proofOf(outlet);
  const looked = outlet.task?.kind === "lookUp";
  const title = proof === "none" ? words.retiredTitle : outlet.withdrawal ? words.deletedTitle : looked ? words.lookedTitle : words.confirmTitle;
  return (
    <FormDialog id="confirm-form" title={title(outlet.name)} action={words.confirm}
      onSubmit={() => confirmOutlet(release.id, outlet.id, url.trim(), name)} onClose={onClose}>
      {!outlet.withdrawal && <p class="hint">{looked ? words.lookedHint : words.confirmHint}</p>}
      {proof !== "none" && (
        <Field name="url" label={words.link} required={proof === "link"} maxLength={1000} placeholder="https://" autocomplete="off" value={url} onText={setUrl} />
      )}
      <Field name="person" label={words.person} maxLength={100} value={name} onText={setName} />
    </FormDialog>
  );
}
