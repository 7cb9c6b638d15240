import { post } from "../base/api";

/** What came of a stop or a resume within 3 s. */
export interface StopResult {
  revision: number;
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

export const resumeScreens = (request: { screens: string[]; reason: string; password: string }): Promise<StopResult> => post("/stop/resume", request, PATIENCE_MILLIS);
