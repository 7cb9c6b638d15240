import { useLanguage, useWords } from "../../base/i18n";
import { More, useShown } from "../../base/more";
import { useScreens } from "../../live/live";
import type { Folded } from "./fold";
import { useOwnerName } from "./names";
import { dayName } from "./range";
import { timelineWords } from "./words";

/** So many screens are named; of the others it is told how many they are. */
const MOST_NAMED = 3;

/** What hides what and when, in words: the same on many days and screens in one line. */
export function FoldedList({ lines, own }: { lines: Folded[]; own?: string }) {
  const words = useWords(timelineWords);
  const language = useLanguage();
  const ownerName = useOwnerName();
  const screens = useScreens();
  const shown = useShown(lines.length);
  const nameOf = (id: string) => screens.find((screen) => screen.id === id)?.name ?? id;
  const whenOf = ({ days }: Folded) => (days.length === 1 ? dayName(days[0] ?? "", language)
    : words.onDays(days.length, dayName([...days].sort()[0] ?? "", language), dayName([...days].sort().at(-1) ?? "", language)));
  return (
    <>
      <ul class="told">
        {lines.slice(0, shown.count).map((line) => (
          <li key={line.key} data-own={own && line.rule.ruleId === own}>
            {words.hidden(line.rule.name ?? "", words.onScreens(line.screens.slice(0, MOST_NAMED).map(nameOf), line.screens.length - MOST_NAMED),
              `${whenOf(line)} ${line.from}`, line.until, ownerName(line.by))}
          </li>
        ))}
      </ul>
      <More shown={shown} />
    </>
  );
}
