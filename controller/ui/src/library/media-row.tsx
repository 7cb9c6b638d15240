import type { ComponentChildren } from "preact";
import { useWords } from "../base/i18n";
import { duration, size } from "../base/time";
import type { Media } from "../base/types";
import { baseWords } from "../base/words";
import { useLive } from "../live/live";
import { libraryWords } from "./words";

/** Browsers keep small pictures for good: an edited notice has another address. */
export const thumbnailOf = (id: string, media: Media | undefined): string =>
  `/api/v1/media/${id}/thumbnail${media?.kind === "text" ? `?of=${media.sha256.slice(0, 12)}` : ""}`;

/** @param of what is known of it, as far as it is known */
export function Thumbnail({ media, of }: { media: string; of: Media | undefined }) {
  return <img class="thumbnail" src={thumbnailOf(media, of)} alt="" loading="lazy" draggable={false} />;
}

/** One medium: what it is and how far it is; its buttons come from whoever lists it. */
export function MediaRow({ media, children }: { media: Media; children?: ComponentChildren }) {
  const words = useWords(libraryWords);
  const base = useWords(baseWords);
  const progress = useLive((live) => live.uploads[media.id]);
  return (
    <li data-media={media.id} data-state={media.state}>
      <span class="still">
        <Thumbnail media={media.id} of={media} />
        {/* Over the picture: a row that grew for it would move those below under the finger. */}
        {media.state === "rendering" && progress && (
          <progress max={100} value={progress.percent} aria-label={base.named(words.phase["rendering"] ?? "", media.name)} />
        )}
      </span>
      <div class="about">
        <span class="item-name">{media.name}</span>
        <small>
          {words.kinds[media.kind] ?? media.kind} {media.width}×{media.height}
          {media.lengthMillis !== null && ` ${duration(media.lengthMillis)}`} {size(media.bytes)}
          {media.state !== "failed" && <> <span class={`mark ${media.state === "ready" ? "good" : "plain"}`}>
            {words.phase[media.state]} {words.renditionsReady(media.renditions.ready, media.renditions.total)}
          </span></>}
        </small>
        {media.state === "failed" && <span class="notice bad">{words.phase["failed"]}{base.colon}{media.problem}</span>}
      </div>
      {children && <span class="buttons">{children}</span>}
    </li>
  );
}
