/** The shapes of the HTTP API that this page uses; the reference is /api/v1/openapi.json. */

export type Right =
  | "view" | "editMedia" | "editPlaylists" | "editSchedule" | "arrangeScreens" | "manageScreens" | "stop" | "readAudit" | "applyNow"
  | "setTextPolicy" | "release" | "manageChannels";

export interface Session {
  name: string;
  role: "administrator" | "operator" | "technician";
  rights: Right[];
}

export interface Problem {
  code: string;
  since: string;
  cause: string;
  advice: string;
}

/** Stopped by a person, on purpose. */
export interface Stop {
  since: string;
  picture: "black" | "slate";
  by: string;
  reason: string;
  origin: "controller" | "wall";
  /** Whether the wall itself has said so. */
  confirmed: boolean;
}

/** What covers the player's picture for a while. */
export interface Cover {
  kind: string;
  until: string;
}

export interface Screen {
  id: string;
  name: string;
  group: string;
  width: number;
  height: number;
  frameRate: number;
  zone: string;
  /** How far its pixels are apart; null where nobody has told. */
  pitchMillimetres?: number | null;
  revision: number;
  online: boolean;
  /** Null while it is online. */
  offlineCause: string | null;
  lastHeartbeatAt: string | null;
  agentVersion: string | null;
  clock: { offsetMillis: number; boundMillis: number; locked: boolean } | null;
  desired: { timelineVersion: number; timelineHash: string | null } | null;
  reported: {
    timelineVersion: number;
    timelineHash: string | null;
    onAirVersion: number;
    onAirHash: string | null;
    readyUntil: string | null;
    state: string;
    itemId: string | null;
    itemName: string | null;
    positionMillis: number;
    driftMillis: number;
    droppedFrames: number;
    freeDiskBytes: number;
  } | null;
  inSync: boolean;
  problems: Problem[];
  next: { itemId: string; itemName: string; at: string } | null;
  cueEndsAt: string | null;
  /** When the quiet hours end that it has now. */
  quietUntil?: string | null;
  stop?: Stop | null;
  cover?: Cover | null;
}

export interface ScreenList {
  items: Screen[];
  /** The controller's timeline clock as it answered: countdowns count from it, not from this computer's clock. */
  now: string;
}

export interface Media {
  id: string;
  name: string;
  kind: "video" | "still" | "text";
  width: number;
  height: number;
  lengthMillis: number | null;
  bytes: number;
  /** Of the file, which an edit of a notice replaces. */
  sha256: string;
  uploadedAt: string;
  state: "rendering" | "ready" | "failed";
  problem?: string | null;
  renditions: { ready: number; total: number };
}

export type Fit = "contain" | "cover" | "stretch";

/** A medium, or another playlist: one of the two ids is there. */
export interface Item {
  id?: string;
  mediaId: string | null;
  mediaName?: string | null;
  playlistId?: string | null;
  playlistName?: string | null;
  lengthMillis: number | null;
  /** Null where it is a playlist. */
  fit: Fit | null;
  languages?: string[];
  validFrom?: string | null;
  validUntil?: string | null;
  every?: number;
}

export interface PlaylistSummary {
  id: string;
  name: string;
  revision: number;
  itemCount: number;
}

export interface Playlist {
  id: string;
  name: string;
  revision: number;
  items: Item[];
}

export interface Group {
  id: string;
  name: string;
  loop: string;
  revision: number;
  onAir: { version: number } | null;
  pending: { version: number | null; state: "preparing" | "offered" | "decided"; switchAt?: string | null; missing: string[] } | null;
}

export type RuleClass = "default" | "normal" | "fixed" | "keyPeriod";

/** A one-off window, half-open, or a rule that comes again. */
export interface Rule {
  id: string;
  name: string;
  /** The first of its groups; null where it is for screens only. */
  group: string | null;
  groups: string[];
  screens: string[];
  playlist: string;
  class: RuleClass;
  /** Null where the rule comes again, as is its end. */
  from: string | null;
  until: string | null;
  /** Null where it is a one-off window. */
  recurrence: Recurrence | null;
  priority: number;
  revision: number;
}

/** Days by an RFC 5545 rule, dates and calendars; times as each screen's own clocks show them. */
export interface Recurrence {
  start: string;
  /** Null where it is a day or more after the start. */
  end: string | null;
  lengthMillis: number;
  rrule: string | null;
  extra: string[];
  except: string[];
  validFrom: string | null;
  /** The day after the last. */
  validUntil: string | null;
  calendars: CalendarCondition[];
}

export interface CalendarCondition {
  calendar: string;
  kind: "on" | "notOn" | "onlyOn";
}

/** A list of dated days; the days themselves only where one asks for it alone. */
export interface Calendar {
  id: string;
  name: string;
  entries: number;
  revision: number;
}

export interface UploadProgress {
  id: string;
  phase: "uploading" | "probing" | "rendering" | "ready" | "failed";
  percent: number;
}
