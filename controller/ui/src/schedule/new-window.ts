import { controllerNow, useFeed, useLive, useScreens } from "../live/live";
import type { Edit } from "./edits";
import { newDraft } from "./rule/draft";
import { zoneOf } from "./zone";

const MINUTE = 60_000;

/** A window begun from nothing: a quarter of an hour from the next minute on, for the only group where there is but one. */
export function useNewWindow(): () => Edit {
  const feed = useFeed();
  const groups = useLive((live) => live.groups);
  const screens = useScreens();
  return () => {
    const first = groups.slice(0, 1).map((group) => group.id);
    const zone = zoneOf({ groups: first, screens: [] }, screens);
    const from = Math.ceil(controllerNow(feed.live) / MINUTE + 1) * MINUTE;
    const draft = { ...newDraft({ from, until: from + 15 * MINUTE, zone }), groups: groups.length === 1 ? first : [] };
    return { what: "form", rule: null, draft, zone };
  };
}
