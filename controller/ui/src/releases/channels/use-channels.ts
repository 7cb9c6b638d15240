import { useEffect, useState } from "preact/hooks";
import { useLive } from "../../live/live";
import { readChannels, type Channel } from "./api";

export interface Channels {
  /** Null until read. */
  all: Channel[] | null;
  failure: unknown;
}

/** All channels, kept fresh. @param turn another one reads them anew */
export function useChannels(turn = 0): Channels {
  const news = useLive((live) => live.channelNews);
  const [all, setAll] = useState<Channel[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    void (async () => {
      try {
        const read = await readChannels();
        if (current) {
          setAll(read);
          setFailure(null);
        }
      } catch (error) {
        if (current) {
          setFailure(error);
        }
      }
    })();
    return () => {
      current = false;
    };
  }, [news, turn]);
  return { all, failure };
}
