import { useEffect, useState } from "preact/hooks";
import { get } from "../base/api";
import type { Cover, Problem } from "../base/types";
import { useLive, useNow } from "../live/live";

/** What a technician wants to know of one screen. */
export interface Health {
  id: string;
  name: string;
  online: boolean;
  /** Since when it is online or offline; null when it never was. */
  since: string | null;
  offline: { cause: string; since: string | null; detail: string } | null;
  impact: { code: string; text: string };
  agentVersion: string | null;
  agentAddress: string | null;
  clock: { offsetMillis: number; boundMillis: number; locked: boolean; roundTripMillis: number | null } | null;
  driftMillis: number | null;
  outputDelayMillis: number | null;
  droppedFrames: number | null;
  disk: { freeBytes: number; cacheBytes: number | null; cacheFiles: number | null } | null;
  fetch: { files: number; bytes: number; etaMillis: number | null } | null;
  cover: Cover | null;
  lastError: { at: string; code: string; text: string } | null;
  problems: Problem[];
  events: { at: string; code: string; detail: string }[];
}

/** The health of some screens by id, read again every `millis`; those not read yet are missing. */
export function useHealth(ids: string[], millis: number): { health: Record<string, Health>; failure: unknown } {
  const [health, setHealth] = useState<Record<string, Health>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const linked = useLive((live) => live.link === "live");
  const turn = Math.floor(useNow(500) / millis);
  useEffect(() => {
    let stopped = false;
    const read = async () => {
      for (const id of linked ? ids : []) {
        const one = await get<Health>(`/screens/${id}/health`);
        if (stopped) {
          return;
        }
        setHealth((old) => ({ ...old, [id]: one }));
      }
      setFailure(null);
    };
    read().catch(setFailure);
    return () => {
      stopped = true;
    };
  }, [ids.join(" "), turn, linked]);
  return { health, failure };
}
