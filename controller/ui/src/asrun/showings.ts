import { getAll, getTable, saveAs } from "../base/api";
import { dayAfter, dayStart, rfc3339 } from "../base/time";
import type { Screen } from "../base/types";

/** One turn: what was planned, and what the screen recorded of it. */
export interface Showing {
  itemId: string;
  itemName: string;
  timelineVersion: number;
  plannedAt: string;
  plannedUntil: string | null;
  startedAt: string | null;
  endedAt: string | null;
  boundMillis: number;
  outcome: string;
  chained: boolean;
  /** The item that was due and could not be shown. */
  standInFor: string | null;
}

const PAGE = 1000;
const AHEAD_MILLIS = 3_600_000;

/** One day of a screen's own calendar, as the API's window; of what is to come no more than the next hour. */
function windowOf(screen: Screen, day: string, now: number): URLSearchParams {
  const from = dayStart(day, screen.zone) ?? Date.parse(`${day}T00:00:00Z`);
  const until = dayStart(dayAfter(day, 1), screen.zone) ?? from + 86_400_000;
  return new URLSearchParams({ screen: screen.id, from: rfc3339(from), until: rfc3339(Math.max(from + 1000, Math.min(until, now + AHEAD_MILLIS))) });
}

export const readShowings = (screen: Screen, day: string, now: number): Promise<Showing[]> =>
  getAll<Showing>(`/as-run?${windowOf(screen, day, now)}&limit=${PAGE}`);

export async function downloadTable(screen: Screen, day: string, outcome: string | null, now: number): Promise<void> {
  const text = await getTable(`/as-run?${windowOf(screen, day, now)}${outcome ? `&outcome=${outcome}` : ""}`);
  saveAs(`as-run-${screen.name}-${day}.csv`, "text/csv;charset=utf-8", text);
}
