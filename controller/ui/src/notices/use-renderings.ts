import { useEffect, useRef, useState } from "preact/hooks";
import { render, type NoticeDocument, type Rendering, type Shape } from "./api";

/** So long nothing is typed before it is drawn. */
const TYPED_MILLIS = 350;

/** How one shape shows what is written: the newest picture, and why there is no newer one. */
export interface Sight {
  address: string | null;
  rendering: Rendering | null;
  failure: unknown;
}

const NOTHING: Sight = { address: null, rendering: null, failure: null };

/**
 * What is written, as the controller's own renderer draws it for each shape, one after another: a large house does not render all its shapes at each keystroke
 * at once. What was asked for before the last keystroke is forgotten.
 *
 * @param document null for nothing: whoever may not write has nothing drawn
 * @param seconds into the clip; null for its middle
 */
export function useRenderings(document: NoticeDocument | null, shapes: Shape[], seconds: number | null): { sights: Sight[]; busy: boolean } {
  const [sights, setSights] = useState<Sight[]>([]);
  const [busy, setBusy] = useState(true);
  const addresses = useRef(new Map<number, string>());
  // A name is not drawn.
  const asked = JSON.stringify([document && { ...document, name: "" }, shapes.map(({ width, height, pitch }) => [width, height, pitch]), seconds]);
  useEffect(() => {
    if (!document) {
      return undefined;
    }
    const stop = new AbortController();
    setBusy(true);
    const see = (at: number, sight: Sight) => setSights((old) => shapes.map((_, i) => (i === at ? sight : old[i] ?? NOTHING)));
    const draw = async () => {
      for (const [at, shape] of shapes.entries()) {
        try {
          const rendering = await render({ ...document, name: document.name || "–" }, shape, seconds, stop.signal);
          if (stop.signal.aborted) {
            return;
          }
          const before = addresses.current.get(at);
          const address = URL.createObjectURL(rendering.picture);
          addresses.current.set(at, address);
          see(at, { address, rendering, failure: null });
          // The picture that stands there is let go of only when its successor does.
          setTimeout(() => before && URL.revokeObjectURL(before), 1000);
        } catch (failure) {
          if (stop.signal.aborted) {
            return;
          }
          // The last good picture stays, marked as old: a page that blinks at each slip of the pen cannot be looked at.
          setSights((old) => shapes.map((_, i) => (i === at ? { ...(old[i] ?? NOTHING), failure } : old[i] ?? NOTHING)));
        }
      }
      setBusy(false);
    };
    const timer = setTimeout(() => void draw(), TYPED_MILLIS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  useEffect(() => () => addresses.current.forEach((address) => URL.revokeObjectURL(address)), []);
  return { sights, busy };
}
