import type { Rule } from "../base/types";
import { controllerNow, useFeed, useScreens } from "../live/live";
import type { Change } from "./apply/change";
import { ApplyDialog } from "./apply/dialog";
import { EndWindow } from "./dialogs";
import { draftOf, type Draft } from "./rule/draft";
import { EditRule } from "./rule/edit";
import { zoneOf } from "./zone";

/** What a person has begun to do with a rule. */
export type Edit =
  | { what: "form"; rule: Rule | null; draft: Draft; zone: string }
  | { what: "change" | "end" | "delete"; rule: Rule }
  | { what: "apply"; change: Change; zone: string };

/** The dialogs of an edit, wherever on the schedule it was begun. */
export function EditDialogs({ edit, onClose }: { edit: Edit; onClose: () => void }) {
  const screens = useScreens();
  const feed = useFeed();
  switch (edit.what) {
    case "form":
      return <EditRule rule={edit.rule} draft={edit.draft} zone={edit.zone} onClose={onClose} />;
    case "change": {
      const zone = zoneOf(edit.rule, screens);
      return <EditRule rule={edit.rule} draft={draftOf(edit.rule, zone, controllerNow(feed.live))} zone={zone} onClose={onClose} />;
    }
    case "end":
      return <EndWindow rule={edit.rule} onClose={onClose} />;
    case "delete":
      return <ApplyDialog change={{ kind: "delete", rule: edit.rule }} zone={zoneOf(edit.rule, screens)} onClose={onClose} />;
    case "apply":
      return <ApplyDialog change={edit.change} zone={edit.zone} onClose={onClose} />;
  }
}
