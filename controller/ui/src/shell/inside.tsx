import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { AsRunPage } from "../asrun/page";
import { useWords } from "../base/i18n";
import type { Session } from "../base/types";
import { GroupsPage } from "../groups/page";
import { LibraryPage } from "../library/page";
import { Feed } from "../live/feed";
import { FeedContext } from "../live/live";
import { PlaylistsPage } from "../playlists/page";
import { ReleasesPage } from "../releases/page";
import { SchedulePage } from "../schedule/page";
import { StopButton } from "../stop/button";
import { StoppedStrip } from "../stop/strip";
import { TechnicianPage } from "../technician/page";
import { WallsPage } from "../walls/page";
import { Drafts, DraftsContext, useUnsaved } from "./drafts";
import { RouteContext, routeOf, to, useHash, useRoute, VIEWS, type View } from "./route";
import { Foot } from "./foot";
import { SessionContext } from "./session";
import { Freshness } from "./freshness";
import { Overview } from "./overview";
import { shellWords } from "./words";

const PAGES: Record<View, () => JSX.Element | null> = {
  walls: WallsPage, library: LibraryPage, playlists: PlaylistsPage, schedule: SchedulePage, releases: ReleasesPage, "as-run": AsRunPage,
  groups: GroupsPage, technician: TechnicianPage,
};

/** The page of somebody who is signed in. */
export function Inside({ session, language, onEnter, onLeave }: {
  session: Session;
  /** The button that changes the language. */
  language: ComponentChildren;
  onEnter: (session: Session) => void;
  onLeave: () => void;
}) {
  const words = useWords(shellWords);
  const feed = useMemo(() => new Feed(), []);
  useEffect(() => () => feed.close(), [feed]);
  const drafts = useMemo(() => new Drafts(), []);
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  const main = useFocusOnArrival(route.view);
  const Page = PAGES[route.view];
  useEffect(() => {
    document.title = `${words.views[route.view]} · Ledwall`;
  }, [words, route.view]);
  return (
    <SessionContext.Provider value={session}>
      <FeedContext.Provider value={feed}>
        <DraftsContext.Provider value={drafts}>
          <RouteContext.Provider value={route}>
            <a class="skip" href="#content" onClick={(event) => {
              event.preventDefault();
              main.current?.focus();
            }}>{words.skip}</a>
            <header class="bar">
              <strong class="brand">Ledwall</strong>
              <StopButton />
              <Overview />
              <span class="who">{session.name}</span>
              {language}
              <button id="log-out" class="quiet" onClick={onLeave}>{words.logOut}</button>
              <Navigation />
            </header>
            <main id="content" tabIndex={-1} ref={main}>
              <Page />
            </main>
            <Foot>
              <Freshness onEnter={onEnter} />
              <StoppedStrip />
            </Foot>
          </RouteContext.Provider>
        </DraftsContext.Provider>
      </FeedContext.Provider>
    </SessionContext.Provider>
  );
}

/** Whoever goes to another view by keyboard goes on from its beginning. */
function useFocusOnArrival(view: View) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view) {
      before.current = view;
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [view]);
  return main;
}

function Navigation() {
  const words = useWords(shellWords);
  const here = useRoute().view;
  const editing: Partial<Record<View, boolean>> = { playlists: useUnsaved("playlist:"), library: useUnsaved("notice:"), releases: useUnsaved("release:") };
  const bar = useRef<HTMLElement>(null);
  // On a narrow window the views scroll sideways: the one that is open shall be seen.
  useEffect(() => bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [here]);
  return (
    <nav aria-label={words.navigation} ref={bar}>
      {VIEWS.map((view) => (
        <a key={view} href={to(view)} aria-current={view === here ? "page" : undefined}>
          {words.views[view]}
          {editing[view] && <span class="unsaved" role="img" aria-label={words.unsaved} title={words.unsaved}> ●</span>}
        </a>
      ))}
    </nav>
  );
}
