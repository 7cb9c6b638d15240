import { ownZone } from "../base/time";
import type { Screen } from "../base/types";

/** The zone whose clocks a group's people look at: that of its screens. */
export const zoneOf = (group: string, screens: Screen[]): string => screens.find((screen) => screen.group === group)?.zone ?? screens[0]?.zone ?? ownZone();
