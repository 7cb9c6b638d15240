import { useEffect, useRef, useState } from "preact/hooks";
import { useLive } from "../../live/live";
import { readDeliveries, type Delivery } from "./api";

export interface Sent {
  /** Newest first; null until read. */
  all: Delivery[] | null;
  failure: unknown;
  /** Null where there are no older ones. */
  more: (() => void) | null;
  read: () => void;
}

/** What went to a webhook, kept fresh: a delivery follows a release, and is told of with it. */
export function useDeliveries(channel: string): Sent {
  const news = useLive((live) => live.releaseNews);
  const [all, setAll] = useState<Delivery[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const pages = useRef(1);
  const asked = useRef(0);
  const read = async () => {
    const number = ++asked.current;
    try {
      const items: Delivery[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pages.current && (page === 0 || cursor !== null); page++) {
        const got: Awaited<ReturnType<typeof readDeliveries>> = await readDeliveries(channel, cursor);
        items.push(...got.items);
        cursor = got.next ?? null;
      }
      // An answer that comes after a later question's would show what was.
      if (number === asked.current) {
        setAll(items);
        setNext(cursor);
        setFailure(null);
      }
    } catch (error) {
      setFailure(error);
    }
  };
  useEffect(() => void read(), [channel, news]);
  const more = () => {
    pages.current++;
    void read();
  };
  return { all, failure, more: next === null ? null : more, read: () => void read() };
}
