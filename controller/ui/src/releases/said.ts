import { useLanguage } from "../base/i18n";
import { channelProblems, refusals, releaseProblems } from "../problems-zh";

/** Chinese words for a cause, and what to do about it; nothing where the controller's own are to be shown. */
export function useSaid(code: string | null | undefined): readonly [string, string] | undefined {
  const chinese = useLanguage() === "zh-CN";
  return chinese && code ? releaseProblems[code] ?? channelProblems[code] ?? refusals[code] : undefined;
}
