import { useMemo } from "preact/hooks";
import { useWords } from "../../base/i18n";
import { brief } from "../../base/time";
import { useScreens } from "../../live/live";
import type { ClashesJson } from "./clashes";
import { folded } from "./fold";
import { FoldedList } from "./folded-list";
import type { Range } from "./range";
import { timelineWords } from "./words";

const MOST_HOLES = 50;

/** What hides what and when, and where nothing would be shown, in words. */
export function ClashList({ clashes, range, all }: {
  clashes: ClashesJson;
  range: Range;
  /** Whether it is told of all screens, not only of those in sight. */
  all: boolean;
}) {
  const words = useWords(timelineWords);
  const screens = useScreens();
  const lines = useMemo(() => folded(clashes.hidden, range.zone), [clashes, range.zone]);
  const count = useMemo(() => new Set(clashes.hidden.map((each) => `${each.rule.ruleId} ${each.rule.from}`)).size, [clashes]);
  const holes = clashes.holes.filter((hole) => hole.slate);
  const scope = `${all ? "" : words.inSight}${clashes.complete ? "" : words.notAllTold}`;
  const at = (instant: string) => brief(instant, range.zone, range.from);
  return (
    <>
      {holes.length > 0 && (
        <details class="clashes bad" id="holes">
          <summary><span class="bad">⚠ {words.holes(new Set(holes.map((hole) => hole.screenId)).size)}{scope}</span></summary>
          <ul class="told">
            {holes.slice(0, MOST_HOLES).map((hole) => (
              <li key={`${hole.screenId} ${hole.from}`}>
                {words.hole(screens.find((screen) => screen.id === hole.screenId)?.name ?? hole.screenId, at(hole.from), at(hole.until))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {count > 0 && (
        <details class="clashes" id="clashes">
          <summary>{words.hiddenTitle(count)}{scope}</summary>
          <FoldedList lines={lines} />
        </details>
      )}
    </>
  );
}
