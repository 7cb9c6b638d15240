import { ownZone } from "../base/time";
import type { Screen } from "../base/types";
import type { Targets } from "./rules";

/** The zone whose clocks a rule's people look at: that of its screens. */
export const zoneOf = ({ groups, screens: named }: Targets, screens: Screen[]): string =>
  screens.find((screen) => groups.includes(screen.group) || named.includes(screen.id))?.zone ?? screens[0]?.zone ?? ownZone();
