import { getLinked } from "../base/api";
import { rfc3339 } from "../base/time";

/** One stretch of what a screen will show, half-open; without an item it is the slate. */
export interface Span {
  from: string;
  until: string;
  itemId: string | null;
  itemName: string | null;
  ruleId: string | null;
  why: string;
}

export type Source = { kind: "loop" } | { kind: "slate" } | { kind: "window"; rule: string };

/** Neighbouring spans that have the same reason. */
export interface Stretch {
  from: number;
  until: number;
  source: Source;
  spans: Span[];
}

export const HORIZON_MILLIS = 24 * 3_600_000;

export const readPreview = (screen: string, from: number): Promise<Span[]> =>
  getLinked<Span>(`/schedule/preview?${new URLSearchParams({ screen, from: rfc3339(from), until: rfc3339(from + HORIZON_MILLIS) })}`);

const sourceOf = (span: Span): Source => (span.ruleId ? { kind: "window", rule: span.ruleId } : span.itemId ? { kind: "loop" } : { kind: "slate" });
const keyOf = (source: Source): string => (source.kind === "window" ? source.rule : source.kind);

export function stretches(spans: Span[]): Stretch[] {
  const out: Stretch[] = [];
  for (const span of spans) {
    const source = sourceOf(span);
    const last = out.at(-1);
    if (last && keyOf(last.source) === keyOf(source)) {
      last.until = Date.parse(span.until);
      last.spans.push(span);
    } else {
      out.push({ from: Date.parse(span.from), until: Date.parse(span.until), source, spans: [span] });
    }
  }
  return out;
}

/** What is shown in a stretch and how often, in the order of the first showing. */
export function contents(stretch: Stretch): { id: string; name: string; count: number }[] {
  const found = new Map<string, { id: string; name: string; count: number }>();
  for (const { itemId, itemName } of stretch.spans) {
    if (itemId) {
      const entry = found.get(itemId) ?? { id: itemId, name: itemName ?? itemId, count: 0 };
      entry.count++;
      found.set(itemId, entry);
    }
  }
  return [...found.values()];
}
