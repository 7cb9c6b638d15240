import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { Failure } from "../../base/errors";
import { useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { useTurns } from "../../live/live";
import { to } from "../../shell/route";
import { useMay } from "../../shell/session";
import type { Channel } from "./api";
import { CheckButton, Checked, useCheck } from "./check";
import { Deliveries } from "./deliveries";
import { ChannelDialog } from "./dialog";
import { SETTINGS } from "./kinds";
import { useChannels } from "./use-channels";
import { channelWords } from "./words";

const LOOK_MILLIS = 10_000;

/** Where one channel is looked at. */
export const toChannel = (id: string): string => to("releases", "channels", { channel: id });

/** One channel: how it is set, whether it answers, and what was sent through it. */
export function ChannelPage({ id }: { id: string }) {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  // Counters move without an event of their own.
  const { all, failure } = useChannels(useTurns(LOOK_MILLIS));
  const channel = all?.find((each) => each.id === id);
  return channel ? <Shown channel={channel} failure={failure} /> : (
    <section class="card">
      <Failure of={failure} />
      {all ? <p class="notice warn">{words.gone}</p> : !failure && <p class="hint">{base.loading}</p>}
    </section>
  );
}

function Shown({ channel, failure }: { channel: Channel; failure: unknown }) {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  const mayManage = useMay("manageChannels");
  const check = useCheck(channel.id);
  // As it was when the form was opened: who saves over a newer one is refused.
  const [changing, setChanging] = useState<Channel | null>(null);
  return (
    <>
      <section class="card" id="channel" data-channel={channel.id} aria-label={channel.name}>
        <header>
          <h1>{channel.name}</h1>
          <span class="buttons">
            <CheckButton check={check} name={channel.name} />
            {mayManage && <button id="change-channel" class="small" onClick={() => setChanging(channel)}>{base.change}</button>}
          </span>
        </header>
        <Failure of={failure} />
        <p class="hint">{words.kinds[channel.kind] ?? channel.kind}</p>
        <Checked check={check} />
        {channel.locked ? <p id="locked" class="notice bad">{words.locked}</p> : <Line channel={channel} />}
        <Usage channel={channel} />
        <Settings channel={channel} />
      </section>
      {channel.kind === "webhook" && <Deliveries channel={channel} />}
      {changing && <ChannelDialog channel={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

/** Whether calls go through, and how much ahead they are made. */
function Line({ channel: { breaker, leadMillis } }: { channel: Channel }) {
  const words = useWords(channelWords);
  return (
    <p id="line" data-open={breaker.open}>
      {breaker.open ? <span class="bad">✕ {words.heldBack(breaker.failures)}</span>
        : breaker.failures > 0 ? <span class="warn">▲ {words.failing(breaker.failures)}</span> : <span class="good">✓ {words.noFailures}</span>}
      {leadMillis > 0 && <> <small>{words.lead((leadMillis / 1000).toFixed(1))}</small></>}
    </p>
  );
}

/** How much of what the site allows in a day is used; only of what people reckon with. */
function Usage({ channel }: { channel: Channel }) {
  const words = useWords(channelWords);
  const shown = channel.usage.filter(({ api }) => words.apis[api]);
  return shown.length === 0 ? null : (
    <p id="usage">{words.today} {shown.map(({ api, used, most }) => (
      <span key={api} class={used >= most ? "bad" : ""} data-api={api}>{words.apis[api]} {used}/{most}&emsp;</span>
    ))}</p>
  );
}

/** What an administrator told of it; secrets are never told. */
function Settings({ channel }: { channel: Channel }) {
  const words = useWords(channelWords);
  const open = SETTINGS[channel.kind].filter((each) => !each.secret && channel.settings[each.name]);
  return (
    <dl class="facts">
      {open.map(({ name }) => (
        <Fragment key={name}><dt>{words.settings[name] ?? name}</dt><dd>{words.values[channel.settings[name] ?? ""] ?? channel.settings[name]}</dd></Fragment>
      ))}
      {channel.secret && <><dt>{words.secrets}</dt><dd>{words.secretKept}</dd></>}
    </dl>
  );
}
