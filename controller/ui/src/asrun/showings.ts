import { getAll, getTable, saveAs } from "../base/api";
import { dayAfter, dayStart, rfc3339 } from "../base/time";
import type { Screen } from "../base/types";

/** One line of the record. */
export interface Showing {
  itemId: string;
  itemName: string;
  timelineVersion: number;
  plannedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  boundMillis: number;
  /** Null, or `running`, while it is on the glass. */
  outcome: string | null;
  chained?: boolean;
}

/** What a line counts as; nothing is left uncounted. */
export const outcomeOf = (showing: Showing): string => showing.outcome ?? "running";

const PAGE = 1000;

/** One day of a screen's own calendar, as the API's window. */
function windowOf(screen: Screen, day: string): URLSearchParams {
  const from = dayStart(day, screen.zone) ?? Date.parse(`${day}T00:00:00Z`);
  const until = dayStart(dayAfter(day, 1), screen.zone) ?? from + 86_400_000;
  return new URLSearchParams({ screen: screen.id, from: rfc3339(from), until: rfc3339(until) });
}

export const readShowings = (screen: Screen, day: string): Promise<Showing[]> => getAll<Showing>(`/as-run?${windowOf(screen, day)}&limit=${PAGE}`);

export async function downloadTable(screen: Screen, day: string, outcome: string | null): Promise<void> {
  const text = await getTable(`/as-run?${windowOf(screen, day)}${outcome ? `&outcome=${outcome}` : ""}`);
  saveAs(`as-run-${screen.name}-${day}.csv`, "text/csv;charset=utf-8", text);
}
