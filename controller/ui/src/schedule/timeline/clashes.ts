import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../base/api";
import { rfc3339 } from "../../base/time";
import type { RuleClass } from "../../base/types";
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

/** What rules hide of each other in the range, read again when the schedule changes. */
export function useClashes(range: Range): ClashesJson | null {
  const news = useNews();
  const [clashes, setClashes] = useState<{ range: Range; json: ClashesJson } | null>(null);
  const newest = useRef(range);
  newest.current = range;
  useEffect(() => {
    const query = new URLSearchParams({ from: rfc3339(range.from), until: rfc3339(range.until) });
    void get<ClashesJson>(`/schedule/conflicts?${query}`).then((json) => newest.current === range && setClashes({ range, json }), () => undefined);
  }, [range, news]);
  return clashes?.range === range ? clashes.json : null;
}
