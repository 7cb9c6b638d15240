import { SCRIPTS, type ChannelPart, type Crop, type Frame, type Policy, type Release, type ReleaseDocument, type ReleaseItem, type Script, type Text, type Texts } from "./api";

/** The narrowest of all sites, as the controller has them. */
export const MOST = { title: 32, digest: 128, body: 20_000 } as const satisfies Record<keyof Text, number>;
export const FIELDS: readonly (keyof Text)[] = ["title", "digest", "body"];
const EMPTY: Text = { title: "", digest: "", body: "" };
const USUAL_LENGTH_MILLIS = 3_600_000;

/** A release as it is written: both scripts are there, also where nothing is written yet. */
export interface ReleaseDraft extends Omit<ReleaseDocument, "texts" | "channels"> {
  texts: Record<Script, Text>;
  channels: ChannelDraft[];
  /** Null while it is new. */
  etag: string | null;
  revision: number;
}

export interface ChannelDraft {
  channelId: string;
  /** Null where the channel has the release's own. */
  texts: Record<Script, Text> | null;
  coverMediaId: string | null;
  coverAtMillis: number | null;
  frame: Frame | null;
  crop: Crop | null;
}

export const partOf = (channelId: string): ChannelDraft => ({ channelId, texts: null, coverMediaId: null, coverAtMillis: null, frame: null, crop: null });

export const newDraft = (): ReleaseDraft => ({
  name: "", items: [], texts: { zh: EMPTY, bo: EMPTY }, targets: { groups: [], screens: [], lengthMillis: USUAL_LENGTH_MILLIS }, channels: [],
  policy: "hold", rightsNote: "", partnerNote: "", etag: null, revision: 0,
});

const whole = (texts: Texts): Record<Script, Text> => ({ zh: texts.zh ?? EMPTY, bo: texts.bo ?? EMPTY });
const isWritten = (texts: Texts | null | undefined): texts is Texts => !!texts && Object.keys(texts).length > 0;

export const draftOf = (release: Release, etag: string): ReleaseDraft => ({
  name: release.name, items: release.items, texts: whole(release.texts), targets: release.targets,
  channels: release.channels.map(({ channelId, texts, coverMediaId, coverAtMillis, frame, crop }) => ({
    channelId, texts: isWritten(texts) ? whole(texts) : null, coverMediaId: coverMediaId ?? null, coverAtMillis: coverAtMillis ?? null, frame: frame ?? null,
    crop: crop ?? null,
  })),
  policy: release.policy, rightsNote: release.rightsNote, partnerNote: release.partnerNote, etag, revision: release.revision,
});

const isBlank = (text: Text): boolean => FIELDS.every((field) => text[field].trim() === "");
const written = (texts: Record<Script, Text>): Texts => {
  const out: Texts = {};
  for (const script of SCRIPTS) {
    if (!isBlank(texts[script])) {
      out[script] = texts[script];
    }
  }
  return out;
};

/** What the controller is told: a script in which nothing is written is left out. */
export function documentOf(draft: ReleaseDraft): ReleaseDocument {
  const part = ({ channelId, texts, coverMediaId, coverAtMillis, frame, crop }: ChannelDraft): ChannelPart => ({
    channelId, ...(texts ? { texts: written(texts) } : {}), ...(coverMediaId ? { coverMediaId } : {}),
    ...(coverAtMillis !== null ? { coverAtMillis } : {}), ...(frame ? { frame } : {}), ...(crop ? { crop } : {}),
  });
  const item = ({ mediaId, fit, lengthMillis }: ReleaseItem): ReleaseItem => ({ mediaId, fit, ...(lengthMillis ? { lengthMillis } : {}) });
  return {
    name: draft.name.trim(), items: draft.items.map(item), texts: written(draft.texts), targets: draft.targets, channels: draft.channels.map(part),
    policy: draft.policy, rightsNote: draft.rightsNote.trim(), partnerNote: draft.partnerNote.trim(),
  };
}

/** As the controller counts: by code points. */
export const characters = (text: string): number => [...text].length;

/** What keeps a draft from being scheduled, as far as the page can tell; the controller looks at the rest. */
export type Lack = "items" | "outlets" | "title" | "tooLong";

export function lacks(draft: ReleaseDraft): Lack[] {
  const out: Lack[] = [];
  const walls = draft.targets.groups.length + draft.targets.screens.length;
  // Channels take a text alone.
  if (draft.items.length === 0 && (walls > 0 || draft.channels.length === 0)) {
    out.push("items");
  }
  if (walls + draft.channels.length === 0) {
    out.push("outlets");
  }
  const texts = [draft.texts, ...draft.channels.flatMap((each) => each.texts ?? [])];
  if (draft.channels.some((each) => SCRIPTS.every((script) => (each.texts ?? draft.texts)[script].title.trim() === ""))) {
    out.push("title");
  }
  if (texts.some((each) => SCRIPTS.some((script) => FIELDS.some((field) => characters(each[script][field]) > MOST[field])))) {
    out.push("tooLong");
  }
  return out;
}

export const move = <T>(list: readonly T[], from: number, to: number): T[] => {
  const out = [...list];
  const [taken] = out.splice(from, 1);
  if (taken !== undefined) {
    out.splice(Math.max(0, Math.min(to, out.length)), 0, taken);
  }
  return out;
};

export const withPolicy = (draft: ReleaseDraft, policy: Policy): ReleaseDraft => ({ ...draft, policy });
