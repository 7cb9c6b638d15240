import { useEffect, useState } from "preact/hooks";
import { del, get } from "../base/api";
import { Failure } from "../base/errors";
import { firstLanguage, keepLanguage, LanguageContext, useWords, type Language } from "../base/i18n";
import type { Session } from "../base/types";
import { Login, Setup } from "./door";
import { Inside } from "./inside";
import { shellWords } from "./words";

const SETUP_LINK = /^#\/setup\/(.+)$/;
const RETRY_MILLIS = 2000;

/** Who is at the door: nobody known yet, a stranger, the first administrator to be, or somebody logged in. */
type Door = { at: "unknown" } | { at: "setup"; token: string | null } | { at: "login" } | { at: "in"; session: Session };

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => keepLanguage(language), [language]);
  return (
    <LanguageContext.Provider value={language}>
      <House onLanguage={() => setLanguage(language === "en" ? "zh-CN" : "en")} />
    </LanguageContext.Provider>
  );
}

function House({ onLanguage }: { onLanguage: () => void }) {
  const words = useWords(shellWords);
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
      setTimeout(() => void look(), RETRY_MILLIS);
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
  const language = (
    <button id="language" class="quiet" onClick={onLanguage} lang={words.otherLanguage === "English" ? "en" : "zh-CN"}>{words.otherLanguage}</button>
  );

  if (door.at === "in") {
    // Another person begins with a page of their own.
    return <Inside key={door.session.name} session={door.session} language={language} onEnter={enter} onLeave={() => void leave()} />;
  }
  return (
    <>
      <header class="bar">
        <strong class="brand">Ledwall</strong>
        <span class="spring" />
        {language}
      </header>
      <main>
        <Failure of={failure} />
        {door.at === "setup" && <Setup token={door.token} onDone={enter} />}
        {door.at === "login" && <Login onDone={enter} />}
      </main>
    </>
  );
}
