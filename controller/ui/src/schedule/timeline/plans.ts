import { useEffect, useRef, useState } from "preact/hooks";
import type { Screen } from "../../base/types";
import { useLive, useNow } from "../../live/live";
import type { Range } from "./range";
import { readStretches, type Stretch } from "./spans";

/** Requests under way at a time: the browser has six lines to the controller, and one of them is the live feed. */
const LINES = 4;
const AGAIN_MILLIS = 300_000;
/** Rows that scrolled away are kept; more than these are not. */
const KEPT = 400;

interface Plan {
  stretches: Stretch[];
  range: Range;
  stamp: string;
}

export interface Plans {
  of: (screen: string) => Stretch[] | null;
  failure: unknown;
}

/**
 * What the rows in sight show, read screen by screen as they come into sight, and again when the schedule or what a screen has been sent changes. What was read
 * stays until what is new has come.
 */
export function usePlans(screens: Screen[], range: Range): Plans {
  const kept = useRef(new Map<string, Plan>());
  const under = useRef(new Map<string, string>());
  const [, draw] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const news = useNews();
  const wanted = useRef<{ id: string; stamp: string }[]>([]);
  const stampOf = (screen: Screen) => `${range.from} ${range.until} ${news} ${screen.desired?.timelineVersion ?? 0}`;
  wanted.current = screens.map((screen) => ({ id: screen.id, stamp: stampOf(screen) }));
  const pump = () => {
    for (const { id, stamp } of wanted.current) {
      if (under.current.size >= LINES) {
        return;
      }
      if (kept.current.get(id)?.stamp !== stamp && !under.current.has(id)) {
        under.current.set(id, stamp);
        void read(id, stamp);
      }
    }
  };
  const read = async (id: string, stamp: string) => {
    try {
      const stretches = await readStretches(id, range.from, range.until);
      kept.current.delete(id);
      kept.current.set(id, { stretches, range, stamp });
      for (const old of kept.current.keys()) {
        if (kept.current.size <= KEPT) {
          break;
        }
        kept.current.delete(old);
      }
      setFailure(null);
    } catch (error) {
      // Not asked again for the same: what comes next, a reconnection too, is news.
      kept.current.set(id, { stretches: kept.current.get(id)?.stretches ?? [], range: { ...range, until: range.from }, stamp });
      setFailure(error);
    } finally {
      under.current.delete(id);
      draw((n) => n + 1);
    }
  };
  useEffect(pump);
  return {
    of: (screen) => {
      const plan = kept.current.get(screen);
      return plan && plan.range.from === range.from && plan.range.until === range.until ? plan.stretches : null;
    },
    failure,
  };
}

/** Counts what may have changed the plan of any screen: edits, a reconnection, and time. */
export function useNews(): number {
  const rules = useLive((live) => live.rules);
  const groups = useLive((live) => live.groups);
  const calendars = useLive((live) => live.calendars);
  const playlists = useLive((live) => live.playlistNews);
  const turn = Math.floor(useNow(30_000) / AGAIN_MILLIS);
  const seen = useRef({ rules, groups, calendars, playlists, turn, count: 0 });
  const was = seen.current;
  if (was.rules !== rules || was.groups !== groups || was.calendars !== calendars || was.playlists !== playlists || was.turn !== turn) {
    seen.current = { rules, groups, calendars, playlists, turn, count: was.count + 1 };
  }
  return seen.current.count;
}
