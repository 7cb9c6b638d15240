import { useEffect, useState } from "preact/hooks";
import { FormDialog } from "../base/dialog";
import { Choice, Field } from "../base/fields";
import { useWords } from "../base/i18n";
import { moment, ownZone } from "../base/time";
import { baseWords } from "../base/words";
import { useFeed, useScreens } from "../live/live";
import { useMay } from "../shell/session";
import { choosePolicy, readPolicy, type Notice, type Policy, type PolicyVersion } from "./api";
import { noticeWords } from "./words";

/** The policy in force; null until read. */
export function usePolicy(): [Policy | null, (policy: Policy) => void] {
  const [policy, setPolicy] = useState<Policy | null>(null);
  useEffect(() => void readPolicy().then(setPolicy, () => undefined), []);
  return [policy, setPolicy];
}

export function useNamed(): (policy: Pick<PolicyVersion, "name" | "version">) => string {
  const words = useWords(noticeWords);
  return ({ name, version }) => `${words.policies[name] ?? name} (${name}, ${words.version(version)})`;
}

/** By which policy a notice was drawn, and which one is in force; administrators change that here. */
export function PolicyLine({ policy, of: notice, onPolicy }: { policy: Policy | null; of: Notice | null; onPolicy: (policy: Policy) => void }) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const named = useNamed();
  const mayChoose = useMay("setTextPolicy");
  const [asked, setAsked] = useState(false);
  const differs = notice && policy && (notice.policy.version !== policy.version || notice.policy.name !== policy.name);
  return (
    <section class="policy" aria-label={words.policy} id="policy">
      {notice && <p>{words.rendered}{base.colon}<strong id="drawn-by">{named(notice.policy)}</strong></p>}
      {policy && (!notice || differs) && <p>{notice ? words.willRender : `${words.inForce}${base.colon}`} <strong id="in-force">{named(policy)}</strong></p>}
      {mayChoose && policy && <button type="button" class="small" id="change-policy" onClick={() => setAsked(true)}>{words.changePolicy}</button>}
      {policy?.applied && <Applied applied={policy.applied} />}
      {asked && policy && <ChoosePolicy policy={policy} onPolicy={onPolicy} onClose={() => setAsked(false)} />}
    </section>
  );
}

function Applied({ applied }: { applied: NonNullable<Policy["applied"]> }) {
  const words = useWords(noticeWords);
  return (
    <div class={applied.left.length ? "notice warn" : "notice good"} role="status" id="policy-applied">
      {words.applied(applied.texts)}
      {applied.left.length > 0 && <> {words.left}
        <ul>{applied.left.map((each) => <li key={each.id}><strong>{each.name}</strong> {each.detail}</li>)}</ul>
      </>}
    </div>
  );
}

function ChoosePolicy({ policy, onPolicy, onClose }: { policy: Policy; onPolicy: (policy: Policy) => void; onClose: () => void }) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const zone = useScreens()[0]?.zone ?? ownZone();
  const [name, setName] = useState(policy.name);
  const [reason, setReason] = useState("");
  const [apply, setApply] = useState(false);
  const choose = async () => {
    onPolicy(await choosePolicy(name, reason, apply));
    feed.soon("media");
  };
  const before = policy.history.filter((each) => each.version !== policy.version);
  return (
    <FormDialog id="text-policy" title={words.policyTitle} action={words.choose} onSubmit={choose} onClose={onClose}>
      <p class="hint">{words.policyHint}</p>
      <fieldset>
        <legend>{words.inForce}{base.colon}{policy.name}{base.comma}{words.version(policy.version)}</legend>
        {Object.entries(words.policies).map(([id, label]) => (
          <Choice key={id} type="radio" name="policy" value={id} label={label} checked={name === id} onTick={() => setName(id)} />
        ))}
      </fieldset>
      <Field name="reason" label={words.reason} required maxLength={500} placeholder={words.reasonHint} value={reason} onText={setReason} />
      <Choice type="checkbox" name="applyToExisting" value="true" label={words.applyToExisting} checked={apply} onTick={setApply} />
      {policy.version > 0 && <PolicyHistory versions={[policy, ...before]} zone={zone} />}
    </FormDialog>
  );
}

function PolicyHistory({ versions, zone }: { versions: PolicyVersion[]; zone: string }) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  return (
    <details>
      <summary>{words.history}</summary>
      <ul>
        {versions.map((each) => (
          <li key={each.version}>
            {each.name}{base.comma}{words.version(each.version)}{each.since && <> · <small>{words.chosenBy(each.by, moment(each.since, zone))}</small></>}
            {each.reason && <> · {each.reason}</>}
          </li>
        ))}
      </ul>
    </details>
  );
}
