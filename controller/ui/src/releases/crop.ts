import type { Crop } from "./api";

/** A picture's or a frame's size; only the proportion counts. */
export interface Size {
  width: number;
  height: number;
}

/** Sides by which the chosen part may shrink at most; the controller refuses less than a twentieth. */
export const LEAST = 0.2;
const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 };

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The largest part of the frame's shape, as shares of the picture. */
function largest(picture: Size, frame: Size): Size {
  const times = (frame.width / frame.height) / (picture.width / picture.height);
  return times > 1 ? { width: 1, height: 1 / times } : { width: times, height: 1 };
}

/** How large the chosen part is: 1 for the largest that there is. */
export function zoomOf(crop: Crop | null, picture: Size, frame: Size): number {
  const most = largest(picture, frame);
  const { width, height } = crop ?? WHOLE;
  return within(Math.min(width / most.width, height / most.height), LEAST, 1);
}

/**
 * The part of the frame's shape that is cut out: what the controller would take out of the middle of `crop`, made explicit.
 *
 * @param zoom how large; nothing for as large as it is
 */
export function shaped(crop: Crop | null, picture: Size, frame: Size, zoom = zoomOf(crop, picture, frame)): Crop {
  const most = largest(picture, frame);
  const before = crop ?? WHOLE;
  const width = most.width * within(zoom, LEAST, 1);
  const height = most.height * within(zoom, LEAST, 1);
  return at(before.x + (before.width - width) / 2, before.y + (before.height - height) / 2, width, height);
}

/** The same part elsewhere, within the picture. */
export const placed = (crop: Crop, x: number, y: number): Crop => at(x, y, crop.width, crop.height);

function at(x: number, y: number, width: number, height: number): Crop {
  const [wide, high] = [rounded(width), rounded(height)];
  return { x: rounded(within(x, 0, 1 - wide)), y: rounded(within(y, 0, 1 - high)), width: wide, height: high };
}
