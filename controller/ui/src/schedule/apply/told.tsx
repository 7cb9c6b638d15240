import { useLanguage, useWords } from "../../base/i18n";
import { More, useShown } from "../../base/more";
import { duration, localInput } from "../../base/time";
import { useScreens } from "../../live/live";
import { folded } from "../timeline/fold";
import { FoldedList } from "../timeline/folded-list";
import { timelineWords } from "../timeline/words";
import type { Foreseen } from "./foresee";
import { ClashChart } from "./clash-chart";
import { applyWords } from "./words";

export const minute = (at: string | number, zone: string): string => localInput(at, zone).slice(0, 16).replace("T", " ");

/** What a change comes to, in words: what other is shown where, what hides what, what is cut, what is frozen. */
export function Told({ foreseen, zone, own }: {
  foreseen: Foreseen;
  zone: string;
  /** The id under which the rule itself stands among those that hide each other. */
  own: string;
}) {
  const words = useWords(applyWords);
  const language = useLanguage();
  const { differences, clashes } = foreseen;
  const shown = useShown(differences.text.length);
  const [from, until] = [minute(foreseen.from, zone), minute(foreseen.until, zone)];
  return (
    <>
      <h3>{words.changes}</h3>
      {differences.text.length === 0 ? <p class="notice" id="no-difference">{words.nothing(from, until)}</p> : <>
        <ul class="told" id="differences">
          {differences.text.slice(0, shown.count).map((line) => <li key={line.en}>{language === "en" ? line.en : line.zh}</li>)}
        </ul>
        <More shown={shown} />
        <p class="hint">{words.range(from, until)}{!differences.complete && ` ${words.incomplete}`}</p>
      </>}
      <Hints foreseen={foreseen} />
      {clashes && <Clashes foreseen={foreseen} zone={zone} own={own} />}
    </>
  );
}

function Hints({ foreseen }: { foreseen: Foreseen }) {
  const words = useWords(applyWords);
  const timeline = useWords(timelineWords);
  const screens = useScreens();
  // The same turn cut at the same place on many screens is told once.
  const alike = new Map<string, { turn: number; cut: number; names: string[] }>();
  for (const { code, screenId, turnMillis: turn = 0, cutAfterMillis: cut = 0 } of foreseen.differences.hints) {
    const name = screens.find((screen) => screen.id === screenId)?.name;
    if (code === "cutAfter" && name) {
      const known = alike.get(`${turn} ${cut}`) ?? { turn, cut, names: [] };
      alike.set(`${turn} ${cut}`, { ...known, names: [...new Set([...known.names, name])] });
    }
  }
  return alike.size === 0 ? null : (
    <ul class="told hint" id="hints">
      {[...alike.values()].slice(0, 5).map(({ turn, cut, names }) => (
        <li key={`${turn} ${cut}`}>{words.hints.cutAfter(timeline.onScreens(names.slice(0, 3), names.length - 3), duration(turn), duration(cut))}</li>
      ))}
    </ul>
  );
}

/** Only what the rule itself is part of: what others hide of each other is no news here. */
function Clashes({ foreseen, zone, own }: { foreseen: Foreseen; zone: string; own: string }) {
  const words = useWords(applyWords);
  const timeline = useWords(timelineWords);
  const screens = useScreens();
  const parts = (foreseen.clashes?.hidden ?? []).filter((part) => part.rule.ruleId === own || part.by.ruleId === own);
  const lines = folded(parts, zone);
  const nameOf = (id: string) => screens.find((screen) => screen.id === id)?.name ?? id;
  const never = (foreseen.clashes?.never ?? []).filter((each) => each.rule.ruleId === own);
  if (parts.length === 0) {
    return <p class="hint" id="no-conflicts">✓ {words.noneHidden}</p>;
  }
  return (
    <section id="conflicts" aria-label={words.hidden}>
      <h3>{words.hidden} <small>{timeline.hiddenTitle(new Set(parts.map((part) => `${part.rule.ruleId} ${part.rule.from}`)).size)}</small></h3>
      <ClashChart parts={parts} zone={zone} own={own} />
      <ul class="told">
        {never.slice(0, 20).map((each) => (
          <li key={`${each.screenId} ${each.rule.day}`} class="bad">⚠ {words.never(each.rule.name ?? "", nameOf(each.screenId), each.rule.day ?? "")}</li>
        ))}
      </ul>
      <FoldedList lines={lines} own={own} />
    </section>
  );
}
