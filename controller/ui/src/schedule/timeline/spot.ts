import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Screen } from "../../base/types";
import type { Range } from "./range";
import type { Row } from "./rows";
import type { Spot } from "./row";

export interface SpotKeeper {
  /** Where the focus is in this row; null in other rows. */
  in: (screen: string) => number | null;
  onKey: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
  onFocus: (event: FocusEvent) => void;
}

const cellOf = (target: EventTarget | null): HTMLElement | null => (target instanceof HTMLElement ? target.closest<HTMLElement>(".piece") : null);

/** The focus of the grid: one bar is reached by Tab, the others from it by arrow keys, as grids have it. */
export function useSpot(box: RefObject<HTMLElement | null>, rows: Row[], range: Range, onOpen: (screen: Screen, from: number,
  until: number) => void): SpotKeeper {
  const [spot, setSpot] = useState<Spot | null>(null);
  const going = useRef(false);
  const screens = rows.flatMap((row) => (row.kind === "screen" ? [row.screen] : []));
  const known = spot !== null && spot.at >= range.from && spot.at < range.until && screens.some((screen) => screen.id === spot.screen);
  const here: Spot | null = known ? spot : screens[0] ? { screen: screens[0].id, at: range.from } : null;
  useEffect(() => {
    if (going.current) {
      going.current = false;
      box.current?.querySelector<HTMLElement>(".piece[tabindex='0']")?.focus();
    }
  });
  const go = (next: Spot) => {
    going.current = true;
    setSpot(next);
  };
  const open = (cell: HTMLElement) => {
    const screen = screens.find((each) => each.id === cell.parentElement?.dataset["screen"]);
    if (screen) {
      onOpen(screen, Number(cell.dataset["from"]), Number(cell.dataset["until"]));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const cell = cellOf(event.target);
    if (!cell || !here || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const place = screens.findIndex((screen) => screen.id === here.screen);
    const vertical = (by: number) => {
      const screen = screens[Math.min(screens.length - 1, Math.max(0, place + by))];
      return screen ? { screen: screen.id, at: here.at } : here;
    };
    const within = (at: number) => ({ screen: here.screen, at: Math.min(range.until - 1, Math.max(range.from, at)) });
    const moves: Record<string, () => Spot> = {
      ArrowLeft: () => within(Number(cell.dataset["from"]) - 1),
      ArrowRight: () => within(Number(cell.dataset["until"])),
      ArrowUp: () => vertical(-1),
      ArrowDown: () => vertical(1),
      Home: () => within(range.from),
      End: () => within(range.until),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      go(move());
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(cell);
    }
  };
  return {
    in: (screen) => (here?.screen === screen ? here.at : null),
    onKey,
    onClick: (event) => {
      const cell = cellOf(event.target);
      if (cell) {
        open(cell);
      }
    },
    onFocus: (event) => {
      const cell = cellOf(event.target);
      const screen = cell?.parentElement?.dataset["screen"];
      if (cell && screen) {
        const from = Number(cell.dataset["from"]);
        setSpot((was) => (was?.screen === screen && was.at >= from && was.at < Number(cell.dataset["until"]) ? was : { screen, at: from }));
      }
    },
  };
}
