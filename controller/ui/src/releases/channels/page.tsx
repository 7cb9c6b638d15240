import { useState } from "preact/hooks";
import { ApiError } from "../../base/api";
import { FormDialog } from "../../base/dialog";
import { Failure } from "../../base/errors";
import { Choice, RowButton } from "../../base/fields";
import { useWords } from "../../base/i18n";
import { baseWords } from "../../base/words";
import { useMay } from "../../shell/session";
import { deleteChannel, type Channel } from "./api";
import { CheckButton, Checked, useCheck } from "./check";
import { ChannelDialog } from "./dialog";
import { toChannel } from "./one";
import { useChannels } from "./use-channels";
import { channelWords } from "./words";

type Asked = { what: "make" } | { what: "change" | "remove"; channel: Channel };

/** Where releases go beside the walls. */
export function ChannelsPage() {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  const mayManage = useMay("manageChannels");
  const { all, failure } = useChannels();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <section class="card" id="channels" aria-label={words.channels}>
      <header>
        <h1>{words.channels}</h1>
        {mayManage && <button id="new-channel" class="main" onClick={() => setAsked({ what: "make" })}>{words.make}</button>}
      </header>
      <p class="hint">{words.hint}</p>
      <Failure of={failure} />
      {all === null && !failure && <p class="hint">{base.loading}</p>}
      {all?.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="release-list">
        {all?.map((channel) => <Row key={channel.id} channel={channel} mayManage={mayManage} onAsk={setAsked} />)}
      </ul>
      {asked?.what === "make" && <ChannelDialog channel={null} onClose={close} />}
      {asked?.what === "change" && <ChannelDialog channel={asked.channel} onClose={close} />}
      {asked?.what === "remove" && <RemoveDialog channel={asked.channel} onClose={close} />}
    </section>
  );
}

/** The controller names the releases that would lose it; whoever deletes it all the same says so. */
function RemoveDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  const [inUse, setInUse] = useState(false);
  const [evenInUse, setEvenInUse] = useState(false);
  const remove = () => deleteChannel(channel, evenInUse).catch((failure: unknown) => {
    // Only who has read which releases lose it can say that it is to go all the same.
    setInUse(failure instanceof ApiError && failure.code === "channelInUse");
    throw failure;
  });
  return (
    <FormDialog id="remove-channel" title={words.removeTitle(channel.name)} action={base.remove} danger onSubmit={remove} onClose={onClose}>
      <p class="hint">{words.removeHint}</p>
      {inUse && <Choice type="checkbox" name="evenInUse" value="yes" label={words.removeInUse} checked={evenInUse} onTick={setEvenInUse} />}
    </FormDialog>
  );
}

function Row({ channel, mayManage, onAsk }: { channel: Channel; mayManage: boolean; onAsk: (asked: Asked) => void }) {
  const words = useWords(channelWords);
  const base = useWords(baseWords);
  const check = useCheck(channel.id);
  return (
    <li data-channel={channel.id}>
      <a class="item-name" href={toChannel(channel.id)}>{channel.name}</a>
      <small>{words.kinds[channel.kind] ?? channel.kind}</small>
      <span class="buttons">
        <CheckButton check={check} name={channel.name} />
        {mayManage && <RowButton says={base.change} about={channel.name} kind="change" onClick={() => onAsk({ what: "change", channel })} />}
        {mayManage && <RowButton says={base.remove} about={channel.name} kind="quiet" onClick={() => onAsk({ what: "remove", channel })} />}
      </span>
      {channel.locked && <p class="notice bad">{words.locked}</p>}
      <Checked check={check} />
    </li>
  );
}
