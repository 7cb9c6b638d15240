import { call, del, etagOf, get, post, put, type Answer } from "../base/api";
import type { Fit, Problem } from "../base/types";

/** The shapes of /api/v1/releases. */

export type StateCode = "draft" | "scheduled" | "preparing" | "armed" | "live" | "partlyLive" | "withdrawn" | "failed";
export type Policy = "hold" | "goWithout" | "abort";
export const POLICIES: readonly Policy[] = ["hold", "goWithout", "abort"];

export type Script = "zh" | "bo";
export const SCRIPTS: readonly Script[] = ["zh", "bo"];

export interface Text {
  title: string;
  digest: string;
  body: string;
}

export type Texts = Partial<Record<Script, Text>>;

export interface ReleaseItem {
  mediaId: string;
  fit: Fit;
  /** Null for the media's own. */
  lengthMillis?: number | null;
}

/** A part of a picture, by numbers of 0 to 1 from its left upper corner. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The shapes of what channels get. */
export type Frame = "wide" | "tall";
export const FRAMES: Readonly<Record<Frame, { width: number; height: number }>> = { wide: { width: 16, height: 9 }, tall: { width: 9, height: 16 } };

export interface ChannelPart {
  channelId: string;
  /** Its own; nothing where they are the release's. */
  texts?: Texts | null;
  coverMediaId?: string | null;
  /** The moment of a video that its cover shows; nothing for one near the beginning. */
  coverAtMillis?: number | null;
  /** Nothing for that of the content. */
  frame?: Frame | null;
  /** Nothing for the middle. */
  crop?: Crop | null;
}

/** What people write of a release. */
export interface ReleaseDocument {
  name: string;
  items: ReleaseItem[];
  texts: Texts;
  targets: { groups: string[]; screens: string[]; lengthMillis: number };
  channels: ChannelPart[];
  policy: Policy;
  rightsNote: string;
  partnerNote: string;
}

export type OutletState = "scheduled" | "preparing" | "ready" | "submitting" | "submitted" | "confirmed" | "failed" | "withdrawn";

export interface OutletWithdrawal {
  state: "sent" | "confirmed" | "notReached" | "failed" | "byHand";
  at?: string | null;
  words?: string | null;
}

export interface Outlet {
  id: string;
  kind: "screen" | "channel";
  name: string;
  state: OutletState;
  percent?: number | null;
  etaMillis?: number | null;
  /** Stable, for the cause's Chinese words. */
  code?: string | null;
  cause?: string | null;
  advice?: string | null;
  plannedAt?: string | null;
  calledAt?: string | null;
  submittedAt?: string | null;
  actualAt?: string | null;
  skewMillis?: number | null;
  proof?: { url?: string | null; showing?: string | null; ref?: string | null } | null;
  lastContactAt?: string | null;
  /** What somebody has to do by hand. */
  task?: { kind: string; words: string; checklist: { code: string; words: string }[]; due: string } | null;
  withdrawal?: OutletWithdrawal | null;
}

/** Who was not ready when it was decided, and why. */
export interface Reason {
  outletId: string | null;
  /** Empty where it is about all of them. */
  name: string;
  code: string;
  words: string;
}

export interface Release extends ReleaseDocument {
  id: string;
  revision: number;
  state: { code: StateCode; since: string; why?: string | null };
  at: string | null;
  until: string | null;
  /** The point of no return. */
  decideAt: string | null;
  decision: { verdict: "go" | "hold" | "abort"; at: string; reasons: Reason[] } | null;
  ready: { ready: number; total: number; worst: { outletId: string; name: string; percent: number; etaMillis: number | null } | null };
  outlets: Outlet[];
  /** What the whole has to be warned of. */
  problems: Problem[];
  createdBy: string;
  createdAt: string;
}

export type ReleaseSummary = Pick<Release, "id" | "name" | "revision" | "state" | "at" | "until" | "decideAt" | "decision" | "ready">;

export interface Page<T> {
  items: T[];
  next: string | null;
}

export const readReleases = (cursor: string | null): Promise<Page<ReleaseSummary>> => 
  get(`/releases?outlets=false${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const readRelease = (id: string): Promise<Answer<Release>> => call("GET", `/releases/${id}`);
export const makeRelease = (document: ReleaseDocument, key: string): Promise<Answer<Release>> =>
  call("POST", "/releases", document, { "Idempotency-Key": key });
export const replaceRelease = (id: string, document: ReleaseDocument, etag: string): Promise<Answer<Release>> => put(`/releases/${id}`, document, etag);
export const deleteRelease = (release: Pick<Release, "id" | "revision">): Promise<void> => del(`/releases/${release.id}`, etagOf(release));

type Deed = "schedule" | "cancel" | "hold" | "withdraw";

/** One deed, once: who presses twice, or whose line breaks, does it once. */
export const act = (id: string, deed: Deed, body: object, key: string): Promise<Answer<Release>> =>
  call("POST", `/releases/${id}/${deed}`, body, { "Idempotency-Key": key });

const outletPath = (id: string, outlet: string) => `/releases/${id}/outlets/${encodeURIComponent(outlet)}`;
export const retryOutlet = (id: string, outlet: string): Promise<unknown> => post(`${outletPath(id, outlet)}/retry`, {});
export const confirmOutlet = (id: string, outlet: string, url: string, name: string): Promise<unknown> =>
  post(`${outletPath(id, outlet)}/confirm`, { ...(url ? { url } : {}), ...(name.trim() ? { name: name.trim() } : {}) });
/** Where the package for publishing by hand is downloaded. */
export const packageOf = (id: string, outlet: string): string => `/api/v1${outletPath(id, outlet)}/package`;
