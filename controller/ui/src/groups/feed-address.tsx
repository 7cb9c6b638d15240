import { useEffect, useState } from "preact/hooks";
import { del, get, post } from "../base/api";
import { Dialog } from "../base/dialog";
import { Failure, useAction } from "../base/errors";
import { useWords } from "../base/i18n";
import { moment, ownZone } from "../base/time";
import type { Screen } from "../base/types";
import { baseWords } from "../base/words";
import { groupWords } from "./words";

interface Made {
  madeAt: string | null;
  madeBy: string | null;
  path?: string;
}

/** Where calendar programs read what a screen will run: made, made anew, withdrawn. */
export function FeedAddressDialog({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(groupWords);
  const base = useWords(baseWords);
  const [made, setMade] = useState<Made | null>(null);
  const { busy, failure, run } = useAction();
  const path = `/screens/${screen.id}/feed-address`;
  useEffect(() => void run(async () => setMade(await get<Made>(path))), [path]);
  const make = () => run(async () => setMade(await post<Made>(path, {})));
  const withdraw = () => run(async () => {
    await del(path);
    setMade({ madeAt: null, madeBy: null });
  });
  const address = made?.path && location.origin + made.path;
  return (
    <Dialog title={words.feedTitle(screen.name)} onClose={onClose}>
      <p class="hint">{words.feedHint}</p>
      {made && !made.madeAt && <p>{words.feedNone}</p>}
      {made?.madeAt && !address && <p>{words.feedMade(moment(made.madeAt, ownZone()), made.madeBy ?? "")}</p>}
      {address && (
        <>
          <p>{words.feedNew}</p>
          <p class="row">
            <code id="feed-address">{address}</code>
            {/* Browsers have no clipboard where the page came without TLS from another machine. */}
            {navigator.clipboard && <button type="button" class="small" onClick={() => void run(() => navigator.clipboard.writeText(address))}>{words.feedCopy}</button>}
          </p>
        </>
      )}
      <Failure of={failure} />
      <p class="actions">
        <button type="button" class="main" id="make-feed" disabled={busy || !made} onClick={() => void make()}>{made?.madeAt ? words.feedAnew : words.feedMake}</button>
        {made?.madeAt && <button type="button" id="withdraw-feed" disabled={busy} onClick={() => void withdraw()}>{words.feedWithdraw}</button>}
        <a href={`/api/v1/screens/${screen.id}/schedule.ics`} download>{words.feedFile}</a>
        <button type="button" onClick={onClose}>{base.close}</button>
      </p>
    </Dialog>
  );
}
