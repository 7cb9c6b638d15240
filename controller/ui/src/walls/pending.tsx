import { useWords } from "../base/i18n";
import { clock, ownZone } from "../base/time";
import type { Group } from "../base/types";
import { baseWords } from "../base/words";
import { useScreens } from "../live/live";
import { wallsWords } from "./words";

/** How far the newest state of a group's schedule is on its way to the walls: in one line beside a heading, so that nothing moves when it comes and goes. */
export function Pending({ group }: { group: Group }) {
  const words = useWords(wallsWords);
  const base = useWords(baseWords);
  const zone = useScreens().find((screen) => screen.group === group.id)?.zone ?? ownZone();
  const pending = group.pending;
  if (!pending) {
    return null;
  }
  const text =
    pending.state === "preparing" ? `${words.preparing}${pending.missing.length ? `${base.colon}${pending.missing.join(base.comma)}` : ""}`
    : pending.state === "decided" && pending.switchAt ? words.decided(clock(pending.switchAt, zone))
    : words.offered;
  return <span class="pending" role="status" data-pending={pending.state} title={text}>{text}</span>;
}
