import { useEffect, useRef, useState } from "preact/hooks";
import { snapshot } from "../base/api";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import { useNow } from "../live/live";
import { wallsWords } from "./words";

const PICTURE_EVERY_MILLIS = 2000;
const PICTURE_WIDTH = 640;

/** The display's own pixels, asked for every two seconds while this wall can be seen. */
export function Picture({ screen }: { screen: Screen }) {
  const words = useWords(wallsWords);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [capturedAt, setCapturedAt] = useState<string | null>(null);
  const seen = useRef(true);
  useEffect(() => {
    if (!canvas.current) {
      return undefined;
    }
    const watch = new IntersectionObserver((entries) => {
      seen.current = entries.some((entry) => entry.isIntersecting);
    });
    watch.observe(canvas.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const show = async (kept: boolean) => {
      const shot = await snapshot(screen.id, PICTURE_WIDTH, kept);
      if (!stopped && canvas.current) {
        if (shot) {
          paint(canvas.current, shot.picture);
        }
        setCapturedAt(shot?.capturedAt ?? null);
      }
    };
    const turn = async () => {
      if (!screen.online) {
        setCapturedAt(null);
      } else if (!document.hidden && seen.current) {
        await show(false);
      }
      if (!stopped) {
        timer = setTimeout(() => void turn(), PICTURE_EVERY_MILLIS);
      }
    };
    // Something to see at once, with its age.
    void (screen.online ? show(true) : Promise.resolve()).then(turn);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [screen.id, screen.online]);
  return (
    <figure>
      <canvas ref={canvas} class={capturedAt ? "glass" : "glass old"} width={screen.width} height={screen.height} role="img"
        aria-label={words.pictureOf(screen.name, screen.reported?.itemName || words.noPicture)} data-captured-at={capturedAt ?? ""} />
      <figcaption><Age of={capturedAt} /></figcaption>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
}

function Age({ of: at }: { of: string | null }) {
  const words = useWords(wallsWords);
  const now = useNow(1000);
  return <>{at === null ? words.noPicture : words.pictureFrom(Math.max(0, Math.round((now - Date.parse(at)) / 1000)))}</>;
}
