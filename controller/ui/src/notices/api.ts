import { call, get, post, postForPicture, put, type Answer } from "../base/api";
import type { Media } from "../base/types";

/** The shapes of /api/v1/text. */

export interface Bilingual {
  zh: string;
  bo: string;
}

export type Script = keyof Bilingual;
export const SCRIPTS: readonly Script[] = ["zh", "bo"];

export type Part = "title" | "body" | "ticker";
export const PARTS: readonly Part[] = ["title", "body", "ticker"];

export interface NoticeDocument {
  name: string;
  template: string;
  theme: string;
  title: Bilingual;
  body: Bilingual;
  /** Null where nothing runs through. */
  ticker: Bilingual | null;
  durationMillis: number;
}

/** One that is kept, as it was saved under a policy. */
export interface Notice extends NoticeDocument {
  mediaId: string;
  revision: number;
  /** Of its clip: with a ticker it follows from that. */
  lengthMillis: number;
  policy: { name: string; version: number };
  screens: { screenId: string; screenName: string; fits: boolean; code?: string; field?: string; detail?: string }[];
}

/** What may be written, by the controller's own bounds. */
export interface Templates {
  items: { id: string; title: string; fields: Part[]; needed: Part[]; maxCharacters: Partial<Record<Part, Record<Script, number>>> }[];
  themes: { id: string; background: string; colour: string }[];
  durationMillis: { min: number; max: number; step: number };
}

/** Version 0 is what Ledwall comes with: nobody chose it. */
export interface PolicyVersion {
  name: string;
  version: number;
  since: string | null;
  by: string;
  reason: string;
  sizeRatio: number;
}

export interface Policy extends PolicyVersion {
  /** Newest first. */
  history: PolicyVersion[];
  /** With a choice that was to be applied to what is there. */
  applied?: { texts: number; left: { id: string; name: string; code: string; detail: string }[] };
}

/** One size of screen, and how far its pixels are apart. */
export interface Shape {
  width: number;
  height: number;
  pitch: number | null;
  /** Which screens have it. */
  screens: string[];
}

/** A notice as a screen of one shape shows it at one instant. */
export interface Rendering {
  picture: Blob;
  /** Pixels of one em. */
  sizes: Record<Script, number> | null;
  lengthMillis: number | null;
}

export const readTemplates = (): Promise<Templates> => get("/text/templates");
export const readPolicy = (): Promise<Policy> => get("/text/policy");
export const choosePolicy = (name: string, reason: string, applyToExisting: boolean): Promise<Policy> =>
  put<Policy>("/text/policy", { name, reason, applyToExisting }).then((answer) => answer.body);
export const addNotice = (document: NoticeDocument): Promise<Media> => post("/text", document);
export const readNotice = (id: string): Promise<Answer<Notice>> => call("GET", `/text/${id}`);
export const replaceNotice = (id: string, document: NoticeDocument, etag: string): Promise<Answer<Notice>> => put(`/text/${id}`, document, etag);

/** Who made the newest revision, and when. */
export async function lastEdit(id: string): Promise<{ by: string; at: string } | null> {
  const { items } = await get<{ items: { revision: number; by: string; at: string }[] }>(`/text/${id}/revisions`);
  return items.reduce<(typeof items)[number] | null>((newest, each) => (newest && newest.revision > each.revision ? newest : each), null);
}

/** @param seconds into the clip; null for its middle */
export async function render(document: NoticeDocument, { width, height, pitch }: Shape, seconds: number | null, signal: AbortSignal): Promise<Rendering> {
  const query = new URLSearchParams({ width: String(width), height: String(height) });
  if (pitch !== null) {
    query.set("pitch", String(pitch));
  }
  if (seconds !== null) {
    query.set("at", String(seconds));
  }
  const { picture, headers } = await postForPicture(`/text/preview?${query}`, document, signal);
  const sizes = /zh=(\d+);bo=(\d+)/.exec(headers.get("Ledwall-Sizes") ?? "");
  const length = headers.get("Ledwall-Length-Millis");
  return { picture, sizes: sizes ? { zh: Number(sizes[1]), bo: Number(sizes[2]) } : null, lengthMillis: length === null ? null : Number(length) };
}
