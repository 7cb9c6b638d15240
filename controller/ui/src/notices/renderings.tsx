import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import type { Shape } from "./api";
import type { Sight } from "./use-renderings";
import { noticeWords } from "./words";

/** No picture is higher: a tall wall's would push the others out of sight. */
const MOST_REM = 22;

/** Small pictures of a notice, one for each shape of screen, all at the same instant. */
export function Renderings({ shapes, sights, busy, seconds, onSeconds, lengthMillis }: {
  shapes: Shape[];
  sights: Sight[];
  busy: boolean;
  /** Into the clip; null for its middle. */
  seconds: number | null;
  onSeconds: (seconds: number) => void;
  /** Of the clip, where something moves in it; null where nothing does. */
  lengthMillis: number | null;
}) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const at = seconds ?? (lengthMillis ?? 0) / 2000;
  return (
    <section class="card renderings" aria-label={words.preview} id="renderings" data-busy={String(busy)}>
      <header>
        <h2>{words.preview}</h2>
        <small role="status">{busy ? words.drawing : ""}</small>
      </header>
      {lengthMillis !== null && (
        <label class="instant">
          {words.instant}
          <input type="range" name="at" min={0} max={lengthMillis / 1000} step={0.2} value={at} onInput={(e) => onSeconds(Number(e.currentTarget.value))} />
          <output>{base.seconds(Math.round(at * 10) / 10)}</output>
        </label>
      )}
      {shapes[0]?.screens.length === 0 && <p class="hint">{words.noScreens}</p>}
      {shapes.map((shape, i) => <OneShape key={`${shape.width}x${shape.height}x${shape.pitch}`} shape={shape} sight={sights[i]} />)}
    </section>
  );
}

function OneShape({ shape: { width, height, pitch, screens }, sight }: { shape: Shape; sight: Sight | undefined }) {
  const words = useWords(noticeWords);
  const base = useWords(baseWords);
  const sizes = sight?.rendering?.sizes;
  const failure = sight?.failure ?? null;
  const about = [
    words.previewOf(width, height, screens.join(base.comma)),
    ...(pitch === null ? [] : [words.pitch(pitch)]),
    // Nothing written yet has no size.
    ...(sizes && sizes.zh > 0 ? [words.sizes(sizes.zh, sizes.bo)] : []),
  ];
  return (
    <figure data-shape={`${width}x${height}`} data-fits={String(failure === null)}>
      {/* As large as it will be before it is there: what stands below keeps its place. */}
      <div class={failure === null ? "sheet-of-glass" : "sheet-of-glass old"}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `${(MOST_REM * width) / height}rem` }}>
        {sight?.address && <img src={sight.address} width={width} height={height} alt={words.picture(width, height)} />}
      </div>
      <figcaption>{about.join(" · ")}</figcaption>
      {failure !== null && sight?.address && <small class="bad">{words.old}</small>}
      <Failure of={failure} />
    </figure>
  );
}
