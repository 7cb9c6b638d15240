import { useMemo } from "preact/hooks";
import { useWords } from "../../base/i18n";
import { useLive, useNow } from "../../live/live";
import type { Owner } from "./clashes";
import { lookOf, type Look, type Stretch } from "./spans";
import { timelineWords } from "./words";

/** Told apart without colours, too. */
export const GLYPHS: Record<Look | "crowd", string> = { loop: "", default: "▽ ", normal: "", fixed: "◆ ", keyPeriod: "★ ", quiet: "☾ ", hole: "⚠ ",
  past: "", crowd: "≡ " };

export interface Names {
  look: (stretch: Stretch) => Look;
  lookName: (stretch: Stretch) => string;
  /** What has the screen: a rule's name, or why none has. */
  name: (stretch: Stretch) => string;
  glyph: (look: Look | "crowd") => string;
}

/** The same object until a rule, the language or the minute changes: rows that are drawn with it stay as they are. */
export function useNames(): Names {
  const words = useWords(timelineWords);
  const rules = useLive((live) => live.rules);
  const minute = Math.floor(useNow(60_000) / 60_000);
  return useMemo(() => {
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const ruleOf = (stretch: Stretch) => byId.get(stretch.ruleId ?? "");
    const look = (stretch: Stretch) => lookOf(stretch, ruleOf(stretch), (minute + 1) * 60_000);
    return {
      look,
      lookName: (stretch) => words.looks[look(stretch)],
      name: (stretch) => {
        switch (stretch.kind) {
          case "rule": return ruleOf(stretch)?.name ?? words.gone;
          case "loop": return words.looks.loop;
          case "quiet": return words.quietLabel;
          case "hole": return look(stretch) === "past" ? words.looks.past : words.holeLabel;
        }
      },
      glyph: (each) => GLYPHS[each],
    };
  }, [words, rules, minute]);
}

/** Who has a screen, or wanted it, in words. */
export function useOwnerName(): (owner: Owner) => string {
  const words = useWords(timelineWords);
  return useMemo(() => (owner: Owner) => owner.name ?? (/quiet/i.test(owner.kind) ? words.looks.quiet : words.looks.loop), [words]);
}
