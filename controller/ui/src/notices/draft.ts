import type { Screen } from "../base/types";
import type { Bilingual, Notice, NoticeDocument, Part, Shape, Templates } from "./api";

/** A notice as it is written, and what that is based on. */
export interface NoticeDraft extends NoticeDocument {
  /** What no template shown now holds is kept, until it is saved: who tries another template loses nothing. */
  ticker: Bilingual;
  /** Null while it is new. */
  etag: string | null;
  revision: number;
}

const NOTHING: Bilingual = { zh: "", bo: "" };
const USUAL_MILLIS = 10_000;
/** Where there is no screen yet. */
const USUAL_SHAPE: Shape = { width: 1920, height: 1080, pitch: null, screens: [] };

export const newDraft = (templates: Templates): NoticeDraft => ({
  name: "", template: templates.items[0]?.id ?? "notice", theme: templates.themes[0]?.id ?? "", title: NOTHING, body: NOTHING, ticker: NOTHING,
  durationMillis: USUAL_MILLIS, etag: null, revision: 0,
});

export const draftOf = (notice: Notice, etag: string): NoticeDraft => ({
  name: notice.name, template: notice.template, theme: notice.theme, title: notice.title, body: notice.body, ticker: notice.ticker ?? NOTHING,
  durationMillis: notice.durationMillis, etag, revision: notice.revision,
});

/** What the controller is told: only what the template shows. */
export function documentOf(draft: NoticeDraft, templates: Templates): NoticeDocument {
  const shown = partsOf(draft, templates);
  const part = (which: Part): Bilingual => (shown.includes(which) ? draft[which] : NOTHING);
  const ticker = part("ticker");
  return {
    name: draft.name.trim(), template: draft.template, theme: draft.theme, title: part("title"), body: part("body"),
    ticker: isEmpty(ticker) ? null : ticker, durationMillis: draft.durationMillis,
  };
}

export const partsOf = (draft: Pick<NoticeDraft, "template">, templates: Templates): Part[] =>
  templates.items.find((each) => each.id === draft.template)?.fields ?? [];

export const isEmpty = ({ zh, bo }: Bilingual): boolean => zh.trim() === "" && bo.trim() === "";

/** As the controller counts: by code points. */
export const characters = (text: string): number => [...text].length;

/** Each size and pitch that there is among the screens, the most frequent first. */
export function shapesOf(screens: Pick<Screen, "name" | "width" | "height" | "pitchMillimetres">[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const { name, width, height, pitchMillimetres } of screens) {
    const pitch = pitchMillimetres ?? null;
    const key = `${width}x${height}x${pitch}`;
    const shape = shapes.get(key) ?? { width, height, pitch, screens: [] };
    shape.screens.push(name);
    shapes.set(key, shape);
  }
  return shapes.size === 0 ? [USUAL_SHAPE] : [...shapes.values()].sort((a, b) => b.screens.length - a.screens.length);
}

/** What is wrong with a part, by the names that the controller gives parts: title.zh, name, ... */
export type Faults = Readonly<Record<string, string>>;
