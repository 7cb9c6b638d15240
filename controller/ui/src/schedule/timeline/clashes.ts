import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError, get } from "../../base/api";
import { rfc3339 } from "../../base/time";
import type { RuleClass, Screen } from "../../base/types";
import type { Range } from "./range";
import { useNews } from "./plans";

/** Who has a screen, or wanted it, as the controller names it. */
export interface Owner {
  kind: string;
  ruleId?: string;
  name?: string;
  class?: RuleClass;
  priority?: number;
  /** The local day to which the occurrence belongs. */
  day?: string;
  from?: string;
  until?: string;
}

export interface ClashesJson {
  hidden: { screenId: string; from: string; until: string; rule: Owner; by: Owner }[];
  never: { screenId: string; rule: Owner }[];
  /** Where no rule wants a screen; `slate` where its loop has nothing to show either. */
  holes: { screenId: string; from: string; until: string; slate?: boolean }[];
  complete: boolean;
}

export interface HiddenPart {
  screen: string;
  from: number;
  until: number;
  rule: Owner;
  by: Owner;
  byName: string;
}

export const hiddenOf = (json: ClashesJson, nameOf: (owner: Owner) => string): HiddenPart[] =>
  json.hidden.map((each) => ({
    screen: each.screenId, from: Date.parse(each.from), until: Date.parse(each.until), rule: each.rule, by: each.by, byName: nameOf(each.by),
  }));

/** Asked for at a time; where more is to be told than an answer holds, or one of them is there no more, a quarter of them comes next. */
const SCREENS_AT_A_TIME = 48;
/** Screens that scrolled away are kept; more than these are not. */
const KEPT = 400;

interface Kept {
  range: Range;
  stamp: string;
  json: ClashesJson;
}

const NOTHING: ClashesJson = { hidden: [], never: [], holes: [], complete: true };

const ofScreen = (json: ClashesJson, id: string): ClashesJson => {
  const its = <T extends { screenId: string }>(all: T[]) => all.filter((each) => each.screenId === id);
  return { hidden: its(json.hidden), never: its(json.never), holes: its(json.holes), complete: json.complete };
};

/** What is told of several screens, as one. */
export const together = (parts: ClashesJson[]): ClashesJson => ({
  hidden: parts.flatMap((each) => each.hidden), never: parts.flatMap((each) => each.never), holes: parts.flatMap((each) => each.holes),
  complete: parts.every((each) => each.complete),
});

/** What rules hide of each other on these screens in the range, read as they come into sight, and again when the schedule changes. */
export function useClashes(screens: Screen[], range: Range): ClashesJson {
  const news = useNews();
  const kept = useRef(new Map<string, Kept>());
  const busy = useRef(false);
  const most = useRef(SCREENS_AT_A_TIME);
  const [drawn, draw] = useState(0);
  const ids = screens.map((screen) => screen.id).join(" ");
  const stamp = `${range.from} ${range.until} ${news}`;
  const read = async (asked: string[]) => {
    let answer: ClashesJson | null = null;
    let gone = false;
    try {
      const query = new URLSearchParams([["from", rfc3339(range.from)], ["until", rfc3339(range.until)], ...asked.map((id) => ["screen", id])]);
      answer = await get<ClashesJson>(`/schedule/conflicts?${query}`);
    } catch (error) {
      // Not asked again for the same: what comes next, a reconnection too, is news. That the controller cannot be reached is said elsewhere.
      gone = error instanceof ApiError && error.status === 404;
    }
    if ((gone || answer?.complete === false) && asked.length > 1) {
      most.current = Math.ceil(asked.length / 4);
    } else {
      for (const id of asked) {
        const was = kept.current.get(id);
        kept.current.delete(id);
        kept.current.set(id, { range, stamp, json: answer ? ofScreen(answer, id) : was && same(was.range, range) ? was.json : NOTHING });
      }
      [...kept.current.keys()].slice(0, Math.max(0, kept.current.size - KEPT)).forEach((id) => kept.current.delete(id));
    }
    busy.current = false;
    draw((n) => n + 1);
  };
  useEffect(() => {
    const missing = screens.map((screen) => screen.id).filter((id) => kept.current.get(id)?.stamp !== stamp).slice(0, most.current);
    if (missing.length > 0 && !busy.current) {
      busy.current = true;
      void read(missing);
    }
  }, [ids, stamp, drawn]);
  return useMemo(() => together(screens.flatMap(({ id }) => {
    const known = kept.current.get(id);
    return known && same(known.range, range) ? [known.json] : [];
  })), [ids, stamp, drawn]);
}

const same = (one: Range, other: Range): boolean => one.from === other.from && one.until === other.until;
