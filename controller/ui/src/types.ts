/** The shapes of the HTTP API that this page uses; the reference is /api/v1/openapi.json. */

export interface Session {
  name: string;
  role: "administrator" | "operator" | "technician";
}

export interface Problem {
  code: string;
  since: string;
  cause: string;
  advice: string;
}

export interface Screen {
  id: string;
  name: string;
  group: string;
  width: number;
  height: number;
  frameRate: number;
  online: boolean;
  lastHeartbeatAt: string | null;
  agentVersion: string | null;
  clock: { offsetMillis: number; boundMillis: number; locked: boolean } | null;
  desired: { timelineVersion: number; timelineHash: string | null } | null;
  reported: {
    timelineVersion: number;
    timelineHash: string | null;
    readyUntil: string | null;
    state: string;
    itemId: string | null;
    itemName: string | null;
    positionMillis: number;
    droppedFrames: number;
    freeDiskBytes: number;
  } | null;
  inSync: boolean;
  problems: Problem[];
  next: { itemId: string; itemName: string; at: string } | null;
  cueEndsAt: string | null;
}

export interface ScreenList {
  items: Screen[];
  /** The controller's timeline clock as it answered: countdowns count from it, not from this computer's clock. */
  now: string;
}

export interface Media {
  id: string;
  name: string;
  kind: "video" | "still";
  width: number;
  height: number;
  lengthMillis: number | null;
  bytes: number;
  uploadedAt: string;
  state: "rendering" | "ready" | "failed";
  problem?: string | null;
  renditions: { ready: number; total: number };
}

export type Fit = "contain" | "cover" | "stretch";

export interface Item {
  id?: string;
  mediaId: string;
  mediaName?: string;
  lengthMillis: number | null;
  fit: Fit;
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
  onAir: { version: number } | null;
  pending: { version: number | null; state: "preparing" | "offered" | "decided"; switchAt?: string | null; missing: string[] } | null;
}

export interface UploadProgress {
  id: string;
  phase: "uploading" | "probing" | "rendering" | "ready" | "failed";
  percent: number;
}
