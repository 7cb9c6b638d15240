import { useMemo } from "preact/hooks";
import { useWords } from "../../base/i18n";
import type { Calendar } from "../../base/types";
import { baseWords } from "../../base/words";
import { useLive } from "../../live/live";

export const useCalendars = (): Calendar[] => useLive((live) => live.calendars);

/** What a calendar is called. */
export function useCalendarName(): (id: string) => string {
  const base = useWords(baseWords);
  const calendars = useCalendars();
  return useMemo(() => (id: string) => calendars.find((each) => each.id === id)?.name ?? base.unknown, [calendars, base]);
}
