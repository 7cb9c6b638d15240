import { useRef, useState } from "preact/hooks";
import { FormDialog } from "../../base/dialog";
import { Field, Pick } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { changeChannel, KINDS, makeChannel, type Channel, type Kind } from "./api";
import { formOf, SETTINGS, told, valueOf, type ChannelForm, type Setting } from "./kinds";
import { channelWords } from "./words";

/** A channel's settings. @param channel null for a new one */
export function ChannelDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  const key = useRef(crypto.randomUUID());
  const [form, setForm] = useState<ChannelForm>(() => formOf(channel));
  const save = () => {
    const { settings, secret } = told(form);
    return channel ? changeChannel(channel, form.name, settings, secret) : makeChannel({ name: form.name, kind: form.kind, settings }, secret, key.current);
  };
  const settings = SETTINGS[form.kind];
  return (
    <FormDialog id="channel-form" title={channel ? words.changeTitle(channel.name) : words.makeTitle} action={base.save} onSubmit={save} onClose={onClose}>
      {!channel && <Pick name="kind" label={words.kind} value={form.kind} from={KINDS.map((id) => ({ id, name: words.kinds[id] ?? id }))}
        onPick={(kind) => setForm({ ...form, kind: kind as Kind, values: {} })} />}
      <p class="hint">{words.hints[form.kind]}</p>
      <Field name="name" label={base.name} required maxLength={100} value={form.name} onText={(name) => setForm({ ...form, name })} />
      {settings.map((setting) => (
        <Line key={setting.name} setting={setting} form={form} kept={channel?.secret ?? false}
          onValue={(value) => setForm({ ...form, values: { ...form.values, [setting.name]: value } })} />
      ))}
      {channel?.secret && settings.filter((each) => each.secret).length > 1 && <p class="hint">{words.secretHint}</p>}
    </FormDialog>
  );
}

function Line({ setting, form, kept, onValue }: {
  setting: Setting;
  form: ChannelForm;
  /** Whether secrets are there already. */
  kept: boolean;
  onValue: (value: string) => void;
}) {
  const words = useWords(channelWords);
  const label = words.settings[setting.name] ?? setting.name;
  const value = valueOf(form, setting);
  if (setting.of) {
    const from = [...(setting.needed ? [] : [{ id: "", name: words.usual }]), ...setting.of.map((id) => ({ id, name: words.values[id] ?? id }))];
    return <Pick name={setting.name} label={label} value={value} from={from} onPick={onValue} />;
  }
  return setting.secret
    ? <Field name={setting.name} label={label} type="password" autocomplete="off" required={!!setting.needed && !kept} minLength={setting.least}
      placeholder={kept ? words.kept : setting.least ? words.least(setting.least) : ""} value={value} onText={onValue} />
    : <Field name={setting.name} label={label} type={setting.type ?? "text"} required={!!setting.needed} maxLength={2000} value={value} onText={onValue} />;
}
