import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Screen } from "../base/types";
import type { Feed, Live } from "./feed";

export const FeedContext = createContext<Feed | null>(null);

export function useFeed(): Feed {
  const feed = useContext(FeedContext);
  if (!feed) {
    throw new Error("Only somebody who is signed in has a feed.");
  }
  return feed;
}

/** What `pick` takes out of the live state; draws anew only when that differs. */
export function useLive<T>(pick: (live: Live) => T): T {
  const feed = useFeed();
  const [, draw] = useState(0);
  const picked = pick(feed.live);
  const shown = useRef({ pick, picked });
  shown.current = { pick, picked };
  useEffect(() => {
    const look = () => {
      if (!Object.is(shown.current.pick(feed.live), shown.current.picked)) {
        draw((n) => n + 1);
      }
    };
    // What came between drawing and listening was not heard.
    look();
    return feed.subscribe(look);
  }, [feed]);
  return picked;
}

const NONE: Screen[] = [];

export const useScreens = (): Screen[] => useLive((live) => live.screens?.items ?? NONE);

/** The controller's timeline clock now, in Unix milliseconds. */
export function controllerNow({ screens, receivedAt }: Live): number {
  return screens ? Date.parse(screens.now) + (performance.now() - receivedAt) : Date.now();
}

/** The controller's timeline clock, drawn anew every `millis`. */
export function useNow(millis: number): number {
  const feed = useFeed();
  useTick(millis);
  return controllerNow(feed.live);
}

export function useTick(millis: number): void {
  useTurns(millis);
}

/** Counts up every `millis`. */
export function useTurns(millis: number): number {
  const [turn, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), millis);
    return () => clearInterval(timer);
  }, [millis]);
  return turn;
}
