import { useEffect, useState } from "preact/hooks";
import { etagOf, put } from "../base/api";
import { FormDialog } from "../base/dialog";
import { useWords } from "../base/i18n";
import type { Screen } from "../base/types";
import { useFeed, useLive } from "../live/live";
import { screenBody, ScreenFields, type ScreenDraft } from "../technician/new-screen";
import { groupWords } from "./words";

interface Consequence {
  code: string;
  text: string;
}

const TYPED_MILLIS = 300;

/** Renames a screen, corrects its size, or moves it to another group; what follows is told before it is done. */
export function ChangeScreen({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const words = useWords(groupWords);
  const feed = useFeed();
  const groups = useLive((live) => live.groups);
  // The edit is based on what was read as it began, whatever comes in meanwhile.
  const [begun] = useState(screen);
  const [draft, setDraft] = useState<ScreenDraft>({
    name: screen.name, group: screen.group, width: String(screen.width), height: String(screen.height), frameRate: String(screen.frameRate), zone: screen.zone,
    pitch: String(screen.pitchMillimetres ?? ""),
  });
  const consequences = useConsequences(begun, draft);
  const change = async () => {
    await put(`/screens/${screen.id}`, screenBody(draft), etagOf(begun));
    feed.soon("screens");
  };
  return (
    <FormDialog id="change-screen" title={words.editTitle(screen.name)} action={words.change} onSubmit={change} onClose={onClose}>
      <ScreenFields draft={draft} groups={groups} pitchTold={!!begun.pitchMillimetres} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} />
      {consequences.length > 0 && (
        <div class="notice warn" role="status" id="consequences">
          <ul>{consequences.map(({ code, text }) => <li key={code}>{words.consequences[code] ?? text}</li>)}</ul>
        </div>
      )}
    </FormDialog>
  );
}

/** What the controller says would follow from the edit as it is typed; nothing while it could not be made. */
function useConsequences(screen: Screen, draft: ScreenDraft): Consequence[] {
  const [told, setTold] = useState<Consequence[]>([]);
  const body = screenBody(draft);
  const same = body.group === screen.group && body.width === screen.width && body.height === screen.height && body.frameRate === screen.frameRate
    && body.zone === screen.zone;
  useEffect(() => {
    let stopped = false;
    setTold([]);
    const timer = setTimeout(() => {
      if (!same && draft.name && draft.zone) {
        put<{ consequences: Consequence[] }>(`/screens/${screen.id}?check=true`, body, etagOf(screen)).then(
          (answer) => !stopped && setTold(answer.body.consequences),
          // Why it cannot be made is said when it is tried.
          () => undefined,
        );
      }
    }, TYPED_MILLIS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [JSON.stringify(body)]);
  return told;
}
