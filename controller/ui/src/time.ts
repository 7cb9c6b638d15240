/** Minutes and seconds, such as 2:05 or 0:07.5. */
export function duration(millis: number): string {
  const minutes = Math.floor(millis / 60_000);
  const seconds = (millis - minutes * 60_000) / 1000;
  const text = Number.isInteger(seconds) ? String(seconds) : seconds.toFixed(1);
  return `${minutes}:${seconds < 10 ? "0" : ""}${text}`;
}

export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
