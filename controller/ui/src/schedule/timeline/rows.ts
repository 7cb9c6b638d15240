import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Group, Screen } from "../../base/types";

export type Row = { kind: "group"; id: string; name: string; count: number; open: boolean } | { kind: "screen"; screen: Screen };

export const SCREEN_PIXELS = 46;
export const GROUP_PIXELS = 30;
/** Rows drawn above and below what is in sight. */
const SPARE_PIXELS = 240;

const heightOf = (row: Row): number => (row.kind === "group" ? GROUP_PIXELS : SCREEN_PIXELS);

/** Screens by group, those whose name or group holds the words. */
export function rowsOf(groups: Group[], screens: Screen[], closed: ReadonlySet<string>, words: string): Row[] {
  const sought = words.trim().toLowerCase();
  const holds = (name: string) => name.toLowerCase().includes(sought);
  return groups.flatMap((group): Row[] => {
    const its = screens.filter((screen) => screen.group === group.id && (holds(group.name) || holds(screen.name)));
    const open = sought !== "" || !closed.has(group.id);
    return its.length === 0 ? [] : [{ kind: "group", id: group.id, name: group.name, count: its.length, open },
      ...(open ? its.map((screen): Row => ({ kind: "screen", screen })) : [])];
  });
}

export interface Placed {
  row: Row;
  top: number;
  /** Its number among all rows, from 0. */
  index: number;
}

export interface Sight {
  placed: Placed[];
  height: number;
}

/** The rows in sight and a few beside them, each at its place: of a thousand screens a few dozen rows are drawn. */
export function useSight(rows: Row[], box: RefObject<HTMLElement | null>): Sight {
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const look = () => setSeen((was) => (was.top === element.scrollTop && was.height === element.clientHeight ? was
      : { top: element.scrollTop, height: element.clientHeight }));
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box.current]);
  const placed: Placed[] = [];
  let top = 0;
  rows.forEach((row, index) => {
    const height = heightOf(row);
    if (top + height > seen.top - SPARE_PIXELS && top < seen.top + seen.height + SPARE_PIXELS) {
      placed.push({ row, top, index });
    }
    top += height;
  });
  return { placed, height: top };
}

/** How wide an element is, now and whenever that changes. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element);
    setWidth(element.clientWidth);
    return () => sizes.disconnect();
  }, [box.current]);
  return width;
}
