import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** So near the window's edge the page scrolls under the hand. */
const EDGE_PIXELS = 60;
const SCROLL_PIXELS = 14;

/**
 * Rows that are dragged by a handle, with a mouse, a pen or a finger (the browser's own drag and drop knows no fingers). The list follows the hand at
 * once; Escape puts it back.
 *
 * @param rows the element whose children are the rows
 * @param onMove moves the row at `from` to `to`
 * @return the place of the row that is dragged, null for none; and what a handle's pointerdown calls
 */
export function useReorder(
  rows: RefObject<HTMLElement | null>,
  onMove: (from: number, to: number) => void,
): [number | null, (event: PointerEvent, at: number) => void] {
  const [dragged, setDragged] = useState<number | null>(null);
  const begun = useRef({ from: 0, at: 0 });
  const mover = useRef(onMove);
  mover.current = onMove;
  const held = dragged !== null;
  // Before the browser draws again: on a busy computer a quick hand is gone by then, and the row would stay held.
  useLayoutEffect(() => {
    if (!held) {
      return undefined;
    }
    const shift = (to: number) => {
      if (to >= 0 && to !== begun.current.at) {
        mover.current(begun.current.at, to);
        begun.current.at = to;
        setDragged(to);
      }
    };
    const follow = (event: PointerEvent) => {
      shift(placeUnder(rows.current, event.clientY));
      scrollAtEdge(event.clientY);
    };
    const drop = () => setDragged(null);
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        shift(begun.current.from);
        drop();
      }
    };
    // On the window: a row that moves in the document would lose a capture of its own.
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
    addEventListener("keydown", key);
    return () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
      removeEventListener("keydown", key);
    };
  }, [held]);
  const begin = (event: PointerEvent, at: number) => {
    if (event.button === 0) {
      event.preventDefault();
      begun.current = { from: at, at };
      setDragged(at);
    }
  };
  return [dragged, begin];
}

/** The row under this height; the first or last one for what is above or below all. */
function placeUnder(rows: HTMLElement | null, y: number): number {
  const boxes = [...(rows?.children ?? [])].map((row) => row.getBoundingClientRect());
  const found = boxes.findIndex((box) => y < box.bottom);
  return found >= 0 ? found : boxes.length - 1;
}

function scrollAtEdge(y: number): void {
  if (y < EDGE_PIXELS) {
    scrollBy(0, -SCROLL_PIXELS);
  } else if (y > innerHeight - EDGE_PIXELS) {
    scrollBy(0, SCROLL_PIXELS);
  }
}
