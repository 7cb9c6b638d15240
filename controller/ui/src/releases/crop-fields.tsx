import { useRef } from "preact/hooks";
import { useWords } from "../base/i18n";
import { Thumbnail } from "../library/media-row";
import type { Media } from "../base/types";
import type { Crop } from "./api";
import { LEAST, placed, shaped, zoomOf, type Size } from "./crop";
import { releaseWords } from "./words";

const STEP = 0.01;

/** Which part of the picture a channel gets: by dragging the frame, or by three sliders. */
export function CropFields({ media, frame, crop, onCrop }: { media: Media; frame: Size; crop: Crop | null; onCrop: (crop: Crop) => void }) {
  const words = useWords(releaseWords);
  const ground = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; from: Crop } | null>(null);
  const part = shaped(crop, media, frame);
  const share = (value: number) => `${100 * value}%`;
  const pull = (event: PointerEvent) => {
    const box = ground.current?.getBoundingClientRect();
    const { current } = drag;
    if (box && current) {
      onCrop(placed(current.from, current.from.x + (event.clientX - current.x) / box.width, current.from.y + (event.clientY - current.y) / box.height));
    }
  };
  const slider = (label: string, value: number, most: number, on: (value: number) => void, least = 0) => (
    <label class="inline">{label}<input type="range" min={least} max={most} step={STEP} value={value} disabled={most <= least}
      onInput={(e) => on(Number(e.currentTarget.value))} /></label>
  );
  return (
    <div class="crop">
      <div class="crop-ground" ref={ground}>
        <Thumbnail media={media.id} of={media} />
        <div class="crop-part" style={{ left: share(part.x), top: share(part.y), width: share(part.width), height: share(part.height) }} aria-hidden="true"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { x: event.clientX, y: event.clientY, from: part };
          }}
          onPointerMove={pull} onPointerUp={() => (drag.current = null)} />
      </div>
      <div class="crop-sliders" role="group" aria-label={words.crop}>
        {slider(words.across, part.x, 1 - part.width, (x) => onCrop(placed(part, x, part.y)))}
        {slider(words.along, part.y, 1 - part.height, (y) => onCrop(placed(part, part.x, y)))}
        {slider(words.size, zoomOf(crop, media, frame), 1, (zoom) => onCrop(shaped(part, media, frame, zoom)), LEAST)}
      </div>
    </div>
  );
}
