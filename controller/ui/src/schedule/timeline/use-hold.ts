import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Rule, Screen } from "../../base/types";
import { endAt, freshAt, heldAt, isMoved, moved, movedDays, snapped, startAt, STEP, stepOf, type Held } from "./held";
import { HOUR, type Range } from "./range";

/** So far the hand may tremble and it is still a click. */
const CLICK_PIXELS = 4;
/** At the ends of a bar one takes its end. */
const EDGE_PIXELS = 8;

type Grip = "move" | "start" | "end" | "new";

export interface Hold {
  held: Held | null;
  /** Whether it is held by keys: then its place is told. */
  byKeys: boolean;
  onPointerDown: (event: PointerEvent) => void;
  onKey: (event: KeyboardEvent) => void;
  /** Whether the click that ends a drag is none. */
  swallow: () => boolean;
}

interface Hand {
  grip: Grip;
  /** What was taken, once the controller has said where it is. */
  base: Held | null;
  at: number;
  x: number;
  /** Where the hand is now. */
  to: number;
  going: boolean;
}

/**
 * Windows taken up, moved and stretched, by mouse or pen and by keys. Fingers scroll and tap: they change windows through the form. Nothing is changed here;
 * what was moved is handed on when it is put down.
 */
export function useHold(box: RefObject<HTMLElement | null>, range: Range,
  find: { screen: (id: string) => Screen | undefined; rule: (id: string) => Rule | undefined },
  may: boolean, now: () => number, onDrop: (held: Held) => void, onRange: (range: Range) => void, rangeAround: (at: number) => Range): Hold {
  const [held, setHeld] = useState<Held | null>(null);
  const [byKeys, setByKeys] = useState(false);
  const hand = useRef<Hand | null>(null);
  const dragged = useRef(false);
  const newest = useRef(held);
  newest.current = held;
  const step = stepOf(range);
  const timeAt = (x: number, space: Element) => {
    const { left, width } = space.getBoundingClientRect();
    return range.from + ((range.until - range.from) * (x - left)) / width;
  };
  const letGo = () => {
    hand.current = null;
    setHeld(null);
    setByKeys(false);
  };
  const drop = () => {
    const last = newest.current;
    letGo();
    if (last && (last.rule === null || isMoved(last))) {
      onDrop(last);
    }
  };
  const onPointerDown = (event: PointerEvent) => {
    dragged.current = false;
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".piece") : null;
    const space = cell?.parentElement;
    const screen = find.screen(space?.dataset["screen"] ?? "");
    if (!may || !cell || !space || !screen || event.button !== 0 || event.pointerType === "touch" || byKeys || cell.dataset["kind"] === "crowd") {
      return;
    }
    const rule = find.rule(cell.dataset["rule"] ?? "");
    const box = cell.getBoundingClientRect();
    const wide = box.width > 3 * EDGE_PIXELS;
    const grip: Grip = !rule ? "new" : wide && event.clientX - box.left < EDGE_PIXELS ? "start" : wide && box.right - event.clientX < EDGE_PIXELS ? "end"
      : "move";
    const at = timeAt(event.clientX, space);
    const begun: Hand = { grip, base: rule ? null : freshAt(screen, Math.floor(at / step) * step, Math.floor(at / step) * step + step), at,
      x: event.clientX, to: at, going: false };
    // The hand may be quicker than the controller's answer.
    let known: Promise<void> = Promise.resolve();
    const put = () => {
      const last = begun.base && placed(begun.base, begun.grip, begun.at, begun.to, step);
      if (last && (last.rule === null || isMoved(last))) {
        onDrop(last);
      }
    };
    hand.current = begun;
    const show = () => begun.base && begun.going && hand.current === begun && setHeld(placed(begun.base, begun.grip, begun.at, begun.to, step));
    const follow = (move: PointerEvent) => {
      if (hand.current !== begun || (!begun.going && Math.abs(move.clientX - begun.x) < CLICK_PIXELS)) {
        return;
      }
      begun.going = true;
      dragged.current = true;
      begun.to = timeAt(move.clientX, space);
      show();
    };
    const release = () => {
      stop();
      if (hand.current === begun) {
        letGo();
        if (begun.going) {
          void known.then(put);
        }
      }
    };
    const cancel = (key: KeyboardEvent) => {
      if (key.key === "Escape") {
        key.preventDefault();
        stop();
        letGo();
      }
    };
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
      removeEventListener("keydown", cancel, true);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
    addEventListener("keydown", cancel, true);
    if (rule && (rule.recurrence || Date.parse(rule.until ?? "") > now())) {
      known = heldAt(screen, rule, Math.max(at, range.from)).then((base) => {
        begun.base = base;
        show();
      }, () => undefined);
    }
  };
  const take = (cell: HTMLElement, screen: Screen) => {
    const at = Math.max(Number(cell.dataset["from"]), range.from);
    const rule = find.rule(cell.dataset["rule"] ?? "");
    const begin = (taken: Held | null) => {
      if (taken) {
        setByKeys(true);
        setHeld(taken);
      }
    };
    if (rule) {
      void heldAt(screen, rule, at).then(begin, () => undefined);
    } else {
      const from = snapped(Math.max(at, now()) + STEP / 2, STEP);
      begin(freshAt(screen, from, from + HOUR));
    }
  };
  // As soon as it is told that something is held: the next key may follow at once.
  useLayoutEffect(() => {
    if (!byKeys) {
      return undefined;
    }
    // On the window: the bar that was taken up goes away when the range follows what is held.
    const key = (event: KeyboardEvent) => {
      const last = newest.current;
      if (!last || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const way = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
      const acts: Record<string, () => Held | null> = {
        ArrowLeft: () => (event.shiftKey ? endAt(last, last.until - STEP, STEP) : moved(last, -STEP, STEP)),
        ArrowRight: () => (event.shiftKey ? endAt(last, last.until + STEP, STEP) : moved(last, STEP, STEP)),
        ArrowUp: () => movedDays(last, way),
        ArrowDown: () => movedDays(last, way),
        Escape: () => null,
      };
      const act = acts[event.key];
      if (act || event.key === "Enter" || event.key === " " || event.key === "Tab") {
        event.preventDefault();
        event.stopPropagation();
      }
      if (event.key === "Enter") {
        box.current?.focus();
        drop();
      } else if (act) {
        const next = act();
        if (!next) {
          letGo();
          return;
        }
        setHeld(next);
        if (next.until <= range.from || next.from >= range.until) {
          box.current?.focus();
          onRange(rangeAround(next.from));
        }
      }
    };
    addEventListener("keydown", key, true);
    return () => removeEventListener("keydown", key, true);
  });
  return {
    held, byKeys, onPointerDown,
    onKey: (event) => {
      const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".piece") : null;
      const screen = find.screen(cell?.parentElement?.dataset["screen"] ?? "");
      if (event.key === " " && cell) {
        event.preventDefault();
        if (may && screen && cell.dataset["kind"] !== "crowd") {
          take(cell, screen);
        }
      }
    },
    swallow: () => dragged.current,
  };
}

/** Where it lies when the hand has come from one instant to another. */
function placed(base: Held, grip: Grip, begun: number, at: number, step: number): Held {
  switch (grip) {
    case "move": return moved(base, at - begun, step);
    case "start": return startAt(base, base.from + at - begun, step);
    case "end": return endAt(base, base.until + at - begun, step);
    case "new": {
      const [from, until] = [Math.min(begun, at), Math.max(begun, at)];
      const first = Math.floor(from / step) * step;
      return { ...base, from: first, until: Math.max(first + step, Math.ceil(until / step) * step) };
    }
  }
}
