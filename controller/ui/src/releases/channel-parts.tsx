import { useState } from "preact/hooks";
import { Choice, Field, Pick } from "../base/fields";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import { Thumbnail } from "../library/media-row";
import { useLive } from "../live/live";
import { FRAMES, type Frame, type ReleaseItem, type Script, type Text } from "./api";
import type { Channel } from "./channels/api";
import { useChannels } from "./channels/use-channels";
import { channelWords } from "./channels/words";
import { CropFields } from "./crop-fields";
import { partOf, type ChannelDraft } from "./draft";
import { PickMedia } from "./pick-media";
import { TextFields } from "./texts";
import { releaseWords } from "./words";

/** Which online channels a release goes to, and what is different there. */
export function ChannelParts({ parts, items, texts, onParts }: {
  parts: ChannelDraft[];
  /** What is released. */
  items: ReleaseItem[];
  /** The release's own, with which a channel's own begin. */
  texts: Record<Script, Text>;
  onParts: (parts: ChannelDraft[]) => void;
}) {
  const words = useWords(releaseWords);
  const { all } = useChannels();
  const tick = (id: string, ticked: boolean) => onParts(ticked ? [...parts, partOf(id)]
    : parts.filter((part) => part.channelId !== id));
  const change = (id: string, change: Partial<ChannelDraft>) => onParts(parts.map((part) => (part.channelId === id ? { ...part, ...change } : part)));
  return (
    <fieldset class="channel-parts">
      <legend>{words.channels}</legend>
      {all?.length === 0 && <p class="hint">{words.noChannels}</p>}
      {all?.map((channel) => (
        <Part key={channel.id} channel={channel} part={parts.find((part) => part.channelId === channel.id)} items={items} texts={texts}
          onTick={(ticked) => tick(channel.id, ticked)} onChange={(part) => change(channel.id, part)} />
      ))}
    </fieldset>
  );
}

function Part({ channel, part, items, texts, onTick, onChange }: {
  channel: Channel;
  part: ChannelDraft | undefined;
  items: ReleaseItem[];
  texts: Record<Script, Text>;
  onTick: (ticked: boolean) => void;
  onChange: (part: Partial<ChannelDraft>) => void;
}) {
  const words = useWords(releaseWords);
  const { kinds } = useWords(channelWords);
  return (
    <div class="channel-part" data-channel={channel.id}>
      <Choice type="checkbox" name="channel" value={channel.id} label={`${channel.name} · ${kinds[channel.kind] ?? channel.kind}`} checked={!!part}
        onTick={onTick} />
      {part && (
        <div class="part-of">
          {channel.kind === "wechat" && <VideoApart items={items} byHand={channel.settings.video === "byHand"} />}
          <Look part={part} name={channel.name} items={items} onChange={onChange} />
          <Cover part={part} name={channel.name} onChange={onChange} />
          <Choice type="checkbox" name="ownTexts" value={channel.id} label={words.ownTexts} checked={part.texts !== null}
            onTick={(own) => onChange({ texts: own ? texts : null })} />
          {part.texts && <TextFields name={channel.id} texts={part.texts} onTexts={(written) => onChange({ texts: written })} />}
        </div>
      )}
    </div>
  );
}

/** No call puts a video into an article of WeChat. */
function VideoApart({ items, byHand }: { items: ReleaseItem[]; byHand: boolean }) {
  const words = useWords(releaseWords);
  const video = useLive((live) => live.media.some((media) => media.kind === "video" && items.some((item) => item.mediaId === media.id)));
  return video ? <p class="notice warn" data-video-apart>{byHand ? words.videoByHand : words.videoApart}</p> : null;
}

/** Which shape of picture it gets, and which part of the picture. */
function Look({ part, name, items, onChange }: { part: ChannelDraft; name: string; items: ReleaseItem[]; onChange: (part: Partial<ChannelDraft>) => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const first = useLive((live) => live.media.find((media) => media.id === items[0]?.mediaId));
  const frames = ["", ...Object.keys(FRAMES)].map((id) => ({ id, name: words.frames[id] ?? id }));
  return (
    <>
      <Pick name="frame" label={words.frame} said={base.named(words.frame, name)} value={part.frame ?? ""} from={frames}
        onPick={(frame) => onChange({ frame: frame === "" ? null : frame as Frame, crop: null })} />
      {/* A notice is drawn for each shape: there is nothing to cut. */}
      {part.frame && first && first.kind !== "text" && (
        <CropFields media={first} frame={FRAMES[part.frame]} crop={part.crop} onCrop={(crop) => onChange({ crop })} />
      )}
    </>
  );
}

/** The picture that stands for the whole there. */
function Cover({ part, name, onChange }: { part: ChannelDraft; name: string; onChange: (part: Partial<ChannelDraft>) => void }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const [picking, setPicking] = useState(false);
  const cover = useLive((live) => live.media.find((media) => media.id === part.coverMediaId));
  return (
    <div class="row cover">
      {part.coverMediaId && <Thumbnail media={part.coverMediaId} of={cover} />}
      <span>{words.cover}{base.colon}{part.coverMediaId ? cover?.name ?? words.lost : words.coverAuto}</span>
      <button type="button" class="small" aria-label={base.named(base.change, words.coverOf(name))} onClick={() => setPicking(true)}>{base.change}</button>
      {part.coverMediaId && <button type="button" class="small quiet" onClick={() => onChange({ coverMediaId: null })}>{words.coverNone}</button>}
      {!part.coverMediaId && <Field name="coverAt" label={words.coverAt} said={base.named(words.coverAt, name)} type="number" min={0} max={14_400} step="any" inline
        placeholder={words.coverAtHint} value={part.coverAtMillis === null ? "" : String(part.coverAtMillis / 1000)}
        onText={(text) => onChange({ coverAtMillis: text === "" ? null : Math.round(Number(text) * 1000) })} />}
      {picking && <PickMedia title={words.coverOf(name)} onPick={(media) => onChange({ coverMediaId: media.id, coverAtMillis: null })} onClose={() => setPicking(false)} />}
    </div>
  );
}
