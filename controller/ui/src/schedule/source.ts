import { useWords } from "../base/i18n";
import { useLive } from "../live/live";
import type { Source } from "./preview";
import { scheduleWords } from "./words";

/** Why something is shown, in words. */
export function useSource(): (source: Source) => string {
  const words = useWords(scheduleWords);
  const rules = useLive((live) => live.rules);
  return (source) => {
    if (source.kind === "window") {
      const rule = rules.find((each) => each.id === source.rule);
      return rule ? words.window(rule.name) : words.windowGone;
    }
    return source.kind === "loop" ? words.loop : words.slate;
  };
}
