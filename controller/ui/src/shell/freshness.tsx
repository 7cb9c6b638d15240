import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import type { Session } from "../base/types";
import { reloadOnce } from "../live/build";
import { useFeed, useLive } from "../live/live";
import { Login } from "./door";
import { useUnsaved } from "./drafts";
import { shellWords } from "./words";

/** Says when the page is stale, and why; and heals what can be healed: another build is loaded as soon as that loses nothing. */
export function Freshness({ onEnter }: { onEnter: (session: Session) => void }) {
  const words = useWords(shellWords);
  const feed = useFeed();
  const link = useLive((live) => live.link);
  const outdated = useLive((live) => live.outdated);
  const unsaved = useUnsaved();
  const [dismissed, setDismissed] = useState(false);
  useEffect(() => {
    if (outdated && !unsaved) {
      void reloadOnce();
    }
  }, [outdated, unsaved]);
  useEffect(() => {
    document.documentElement.dataset["link"] = link;
  }, [link]);
  return (
    <div class="freshness" aria-live="polite">
      {link === "lost" && (
        <p class="notice warn" role="status">
          {words.stale} <button class="small" onClick={() => feed.renew()}>{words.tryNow}</button>
        </p>
      )}
      {outdated && (
        <p class="notice warn" role="status">{words.outdated} <button class="small" onClick={() => location.reload()}>{words.loadNow}</button></p>
      )}
      {link === "expired" && dismissed && (
        <p class="notice warn" role="status">{words.expired} <button class="small" onClick={() => setDismissed(false)}>{words.logIn}</button></p>
      )}
      {link === "expired" && !dismissed && (
        <Dialog title={words.logIn} onClose={() => setDismissed(true)}>
          <Login hint={words.expired} onDone={(session) => {
            setDismissed(false);
            onEnter(session);
            feed.renew();
          }} />
        </Dialog>
      )}
    </div>
  );
}
