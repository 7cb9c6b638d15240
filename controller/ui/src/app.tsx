import { useEffect, useState } from "preact/hooks";
import { del, get } from "./api";
import { Login, Setup } from "./door";
import { explain } from "./errors";
import { firstLanguage, keepLanguage, useWords, wordsOf, WordsContext, type Language } from "./i18n";
import { useLive } from "./live";
import { LoopPage } from "./loop";
import type { Session } from "./types";
import { WallsPage } from "./walls";

const SETUP_LINK = /^#\/setup\/(.+)$/;

/** Who is at the door: nobody known yet, a stranger, the first administrator to be, or somebody logged in. */
type Door = { at: "unknown" } | { at: "setup"; token: string | null } | { at: "login" } | { at: "in"; session: Session };

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => keepLanguage(language), [language]);
  return (
    <WordsContext.Provider value={wordsOf(language)}>
      <House onLanguage={() => setLanguage(language === "en" ? "zh-CN" : "en")} />
    </WordsContext.Provider>
  );
}

function House({ onLanguage }: { onLanguage: () => void }) {
  const words = useWords();
  const [door, setDoor] = useState<Door>({ at: "unknown" });
  const [failure, setFailure] = useState<unknown>(null);

  const look = async () => {
    try {
      const setup = await get<{ needed: boolean; signedIn: boolean }>("/setup");
      setFailure(null);
      if (setup.needed) {
        setDoor({ at: "setup", token: SETUP_LINK.exec(location.hash)?.[1] ?? null });
      } else if (setup.signedIn) {
        setDoor({ at: "in", session: await get<Session>("/session") });
      } else {
        setDoor({ at: "login" });
      }
    } catch (error) {
      setFailure(error);
      setTimeout(() => void look(), 2000);
    }
  };
  useEffect(() => {
    void look();
    // The one-time link may be opened in the tab where this page already stands.
    const turn = () => SETUP_LINK.test(location.hash) && void look();
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);

  const enter = (session: Session) => {
    if (SETUP_LINK.test(location.hash)) {
      location.hash = "#/walls";
    }
    setDoor({ at: "in", session });
  };
  const leave = async () => {
    await del("/session").catch(() => undefined);
    setDoor({ at: "login" });
  };

  return (
    <>
      <header class="bar">
        <strong class="brand">Ledwall</strong>
        {door.at === "in" && <Navigation />}
        <span class="spring" />
        {door.at === "in" && <span class="who">{door.session.name}</span>}
        {door.at === "in" && <button id="log-out" class="quiet" onClick={() => void leave()}>{words.logOut}</button>}
        <button id="language" class="quiet" onClick={onLanguage}>{words.otherLanguage}</button>
      </header>
      <main>
        {failure !== null && <p class="notice bad" role="alert">{explain(words, failure)}</p>}
        {door.at === "setup" && <Setup token={door.token} onDone={enter} />}
        {door.at === "login" && <Login onDone={enter} />}
        {door.at === "in" && <Inside session={door.session} onStranger={() => setDoor({ at: "login" })} />}
      </main>
    </>
  );
}

function usePlace(): string {
  const [place, setPlace] = useState(location.hash);
  useEffect(() => {
    const turn = () => setPlace(location.hash);
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);
  return place;
}

function Navigation() {
  const words = useWords();
  const place = usePlace();
  const link = (to: string, label: string, here: boolean) => (
    <a href={to} aria-current={here ? "page" : undefined}>{label}</a>
  );
  return (
    <nav>
      {link("#/walls", words.walls, place !== "#/loop")}
      {link("#/loop", words.loop, place === "#/loop")}
    </nav>
  );
}

function Inside({ session, onStranger }: { session: Session; onStranger: () => void }) {
  const words = useWords();
  const live = useLive(onStranger);
  const place = usePlace();
  return (
    <>
      {!live.connected && live.screens && <p class="notice warn" role="status">{words.stale}</p>}
      {place === "#/loop" ? <LoopPage live={live} session={session} /> : <WallsPage live={live} session={session} />}
    </>
  );
}
