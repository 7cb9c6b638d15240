import { post } from "../base/api";

/** What came of a stop or a resume within 3 s. */
export interface StopResult {
  revision: number;
  /** False: sent, but not yet in the database. */
  stored: boolean;
  reached: { screenId: string; screenName: string }[];
  unreached: { screenId: string; screenName: string; why: string }[];
}

/** The controller answers within 3 s; who waits longer hears that it does not answer. */
const PATIENCE_MILLIS = 7000;

export interface StopRequest {
  /** Without it: all. */
  screens?: string[];
  picture: "black" | "slate";
  reason?: string;
}

export const stopScreens = (request: StopRequest): Promise<StopResult> => post("/stop", request, PATIENCE_MILLIS);

export interface ResumeRequest {
  /** Without it: all, also those to come. */
  screens?: string[];
  reason: string;
  /** Of whoever is signed in. */
  password: string;
}

export const resumeScreens = (request: ResumeRequest): Promise<StopResult> => post("/stop/resume", request, PATIENCE_MILLIS);
