import type { Channel, Kind } from "./api";

/** One thing that an administrator tells of a channel. */
export interface Setting {
  name: string;
  needed?: boolean;
  /** Kept sealed, and never told again. */
  secret?: boolean;
  /** One of these; what is first is taken where nobody chose. */
  of?: readonly string[];
  type?: "number";
  /** So many characters at least. */
  least?: number;
}

/** May it be called before the instant, by what its calls take? */
const EARLY: Setting = { name: "early", of: ["yes", "no"] };
/** Plain http, and addresses of networks of one's own. */
const ANYWHERE: Setting = { name: "anywhere", of: ["yes", "no"] };

/** What each kind of channel takes, as the controller checks it. */
export const SETTINGS: Readonly<Record<Kind, readonly Setting[]>> = {
  feed: [{ name: "title", needed: true }, { name: "homePage" }, { name: "items", type: "number" }],
  wechat: [
    { name: "appId", needed: true }, { name: "appSecret", needed: true, secret: true, least: 8 }, { name: "callbackToken", secret: true, least: 3 },
    { name: "encodingAesKey", secret: true, least: 43 }, { name: "author" }, { name: "sourceUrl" }, { name: "language", of: ["zh", "bo", "both"] },
    { name: "video", of: ["library", "byHand"] }, { name: "base" }, ANYWHERE, EARLY,
  ],
  webhook: [{ name: "url", needed: true }, { name: "key", needed: true, secret: true, least: 16 }, ANYWHERE, EARLY],
  manual: [{ name: "site", needed: true, of: ["douyin", "wechatChannels", "other"] }, { name: "console" }, { name: "person" }],
};

export interface ChannelForm {
  name: string;
  kind: Kind;
  /** By name; secrets too, empty where those that are kept stay. */
  values: Record<string, string>;
}

export function formOf(channel: Channel | null): ChannelForm {
  return channel ? { name: channel.name, kind: channel.kind, values: { ...channel.settings } } : { name: "", kind: "feed", values: {} };
}

export const valueOf = (form: ChannelForm, setting: Setting): string => form.values[setting.name] ?? (setting.needed ? setting.of?.[0] : undefined) ?? "";

/** What of the form is told openly, and what is sealed. Empty lines are told to nobody. */
export function told(form: ChannelForm): { settings: Record<string, string>; secret: Record<string, string> } {
  const settings: Record<string, string> = {};
  const secret: Record<string, string> = {};
  for (const setting of SETTINGS[form.kind]) {
    const value = valueOf(form, setting).trim();
    if (value) {
      (setting.secret ? secret : settings)[setting.name] = value;
    }
  }
  return { settings, secret };
}
