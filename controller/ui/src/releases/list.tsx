import { Failure } from "../base/errors";
import { useWords } from "../base/i18n";
import { brief, ownZone } from "../base/time";
import { baseWords } from "../base/words";
import { useNow, useScreens } from "../live/live";
import { go, to } from "../shell/route";
import { useMay } from "../shell/session";
import type { ReleaseSummary } from "./api";
import { sorted } from "./board";
import { Countdown, Readiness, ReleaseMark } from "./state";
import { useReleases } from "./use-releases";
import { releaseWords } from "./words";

/** All releases, with what is under way on top. */
export function ReleaseList() {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const mayRelease = useMay("release");
  const { all, failure, more } = useReleases();
  const now = useNow(10_000);
  return (
    <section class="card" aria-label={words.releases} id="releases">
      <header>
        <h1>{words.releases}</h1>
        <span class="buttons">
          <a class="button" id="to-channels" href={to("releases", "channels")}>{words.toChannels}</a>
          {mayRelease && <button id="new-release" class="main" onClick={() => go("releases", "new")}>{words.make}</button>}
        </span>
      </header>
      <p class="hint">{words.hint}</p>
      <Failure of={failure} />
      {all === null && !failure && <p class="hint">{base.loading}</p>}
      {all?.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="release-list">{all && sorted(all, now).map((release) => <Row key={release.id} release={release} />)}</ul>
      {more && <p><button class="more" onClick={more}>{words.more}</button></p>}
    </section>
  );
}

function Row({ release }: { release: ReleaseSummary }) {
  const words = useWords(releaseWords);
  const zone = useScreens()[0]?.zone ?? ownZone();
  const now = useNow(1000);
  return (
    <li data-release={release.id} data-state={release.state.code}>
      <a class="item-name" href={to("releases", release.id)}>{release.name}</a>
      <ReleaseMark release={release} />
      <span class="when">{release.at ? brief(release.at, zone, now) : words.notBooked}</span>
      <Countdown release={release} now={now} />
      <Readiness release={release} />
    </li>
  );
}
