import { get } from "../../base/api";
import { rfc3339 } from "../../base/time";
import type { Rule, RuleClass } from "../../base/types";

/** As the preview tells it window by window: a stretch that one rule, the loop, the quiet hours or nobody has. */
interface PreviewStretch {
  from: string;
  until: string;
  ruleId: string | null;
  why: string;
  items: number;
  turnMillis: number;
  cutAfterMillis: number | null;
  /** Beyond what the screens have been sent. */
  computed?: boolean;
}

export interface Stretch {
  from: number;
  until: number;
  ruleId: string | null;
  kind: "rule" | "loop" | "quiet" | "hole";
  turnMillis: number;
  cutAfterMillis: number | null;
  computed: boolean;
}

function kindOf({ why, ruleId, items }: PreviewStretch): Stretch["kind"] {
  return why === "quiet" ? "quiet" : ruleId ? "rule" : items > 0 ? "loop" : "hole";
}

/** What the controller says that a screen shows, window by window; half-open, in order. */
export async function readStretches(screen: string, from: number, until: number): Promise<Stretch[]> {
  const query = new URLSearchParams({ screen, from: rfc3339(from), until: rfc3339(until), by: "window" });
  return (await get<PreviewStretch[]>(`/schedule/preview?${query}`)).map((span) => ({
    from: Date.parse(span.from), until: Date.parse(span.until), ruleId: span.ruleId, kind: kindOf(span),
    turnMillis: span.turnMillis, cutAfterMillis: span.cutAfterMillis, computed: span.computed ?? false,
  }));
}

/** How a stretch is drawn: never by its colour alone. */
export type Look = "loop" | "quiet" | "hole" | "past" | RuleClass;

export function lookOf({ kind, until }: Stretch, rule: Rule | undefined, now: number): Look {
  // What showed nothing and is over is no problem any more.
  return kind === "rule" ? rule?.class ?? "normal" : kind === "hole" && until <= now ? "past" : kind;
}

/** One bar, or several neighbours too narrow to be drawn one by one. */
export interface Bar {
  from: number;
  until: number;
  stretches: Stretch[];
}

/** @param least what a bar must last to be seen */
export function bars(stretches: Stretch[], least: number): Bar[] {
  const out: Bar[] = [];
  let crowd = false;
  for (const stretch of stretches) {
    const narrow = stretch.until - stretch.from < least;
    const last = out.at(-1);
    if (narrow && crowd && last) {
      last.until = stretch.until;
      last.stretches.push(stretch);
    } else {
      out.push({ from: stretch.from, until: stretch.until, stretches: [stretch] });
    }
    crowd = narrow;
  }
  return out;
}
