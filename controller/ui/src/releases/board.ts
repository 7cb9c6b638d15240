import type { Outlet, Release, ReleaseSummary, StateCode } from "./api";

/** A draft that was scheduled and is held back, by people or at the point of no return; one that was cancelled is a draft like any other. */
export const isHeld = ({ state }: Pick<Release, "state">): boolean => state.code === "draft" && !!state.why && !state.why.startsWith("Cancelled by ");

/** What may be done with a release now. After the point of no return nothing is taken back but by withdrawing it. */
export interface Deeds {
  edit: boolean;
  schedule: boolean;
  /** Back to a draft; before the point of no return only. */
  recall: boolean;
  withdraw: boolean;
  remove: boolean;
}

const BOOKED: readonly StateCode[] = ["scheduled", "preparing", "armed"];

export const isBooked = (code: StateCode): boolean => BOOKED.includes(code);

/** @param now by the controller's clock */
export function deeds(release: Pick<Release, "state" | "decision" | "decideAt">, now: number): Deeds {
  const { code } = release.state;
  const decided = release.decision !== null || (release.decideAt !== null && Date.parse(release.decideAt) <= now);
  const goes = release.decision?.verdict === "go";
  return {
    edit: code === "draft",
    schedule: code === "draft",
    recall: isBooked(code) && !decided,
    withdraw: code === "live" || code === "partlyLive" || (isBooked(code) && goes) || (code === "failed" && goes),
    remove: code === "draft" || code === "failed",
  };
}

/** Whether the controller would try an outlet again: one that refused to give it back, or one that failed while the release still goes. */
export function mayRetry(release: Pick<Release, "state" | "decision" | "until">, { kind, state, withdrawal }: Pick<Outlet, "kind" | "state" | "withdrawal">,
  now: number): boolean {
  if (withdrawal) {
    return withdrawal.state === "failed";
  }
  const over = kind === "screen" && release.until !== null && Date.parse(release.until) <= now;
  const goes = release.decision ? release.decision.verdict === "go" && release.state.code !== "withdrawn" : isBooked(release.state.code);
  return state === "failed" && goes && !over;
}

/** A wall that was retired before it heard of a withdrawal: only a person can say that it is dark. */
export const isLeftBehind = ({ kind, withdrawal }: Pick<Outlet, "kind" | "withdrawal">): boolean => kind === "screen" && withdrawal?.state === "byHand";

/** What whoever did something by hand has to bring: the link as proof, the link if it is there at all, or nothing. */
export function proofOf(outlet: Pick<Outlet, "kind" | "withdrawal" | "task">): "link" | "linkIfThere" | "none" {
  return isLeftBehind(outlet) ? "none" : outlet.withdrawal || outlet.task?.kind === "lookUp" ? "linkIfThere" : "link";
}

/** What comes next, and how long it takes; null where nothing is awaited. */
export function ahead(release: Pick<Release, "state" | "at" | "decideAt" | "decision">, now: number): { what: "decision" | "start"; millis: number } | null {
  if (!release.at || !isBooked(release.state.code)) {
    return null;
  }
  const decides = release.decideAt === null ? null : Date.parse(release.decideAt);
  if (decides !== null && release.decision === null && decides > now) {
    return { what: "decision", millis: decides - now };
  }
  const starts = Date.parse(release.at) - now;
  return starts > 0 ? { what: "start", millis: starts } : null;
}

const SETTLES_MILLIS = 120_000;

/** Whether it changes by itself just now: it gets ready, has just gone, or is being taken back. */
export function isMoving({ state, at, outlets }: Pick<Release, "state" | "at" | "outlets">, now: number): boolean {
  const justGone = at !== null && now - Date.parse(at) < SETTLES_MILLIS && state.code !== "draft";
  return isBooked(state.code) || justGone || outlets.some(({ withdrawal }) => withdrawal?.state === "sent" || withdrawal?.state === "notReached");
}

/** Such as +0.12 s; empty where it is not known. */
export function skew(millis: number | null | undefined): string {
  if (millis === null || millis === undefined) {
    return "";
  }
  const seconds = Math.abs(millis) / 1000;
  const digits = seconds < 10 ? 2 : seconds < 100 ? 1 : 0;
  return `${millis < 0 ? "−" : "+"}${seconds.toFixed(digits)} s`;
}

/** Whether a skew is one to look at: people see half a second. */
export const isOff = (millis: number | null | undefined): boolean => Math.abs(millis ?? 0) > 1000;

/** What is on air first, then what is under way, the soonest at the top; then drafts; then what is over, the latest first. */
export function sorted(releases: readonly ReleaseSummary[], now: number): ReleaseSummary[] {
  const isOn = ({ state, until }: ReleaseSummary) => (state.code === "live" || state.code === "partlyLive") && until !== null && Date.parse(until) > now;
  const rank = (release: ReleaseSummary) => (isOn(release) ? 0 : isBooked(release.state.code) ? 1 : release.state.code === "draft" ? 2 : 3);
  const at = (release: ReleaseSummary) => Date.parse(release.at ?? release.state.since);
  return [...releases].sort((a, b) => rank(a) - rank(b) || (rank(a) === 1 ? at(a) - at(b) : at(b) - at(a)) || a.id.localeCompare(b.id));
}

/** How many outlets of a withdrawal are where. */
export interface WithdrawalTally {
  confirmed: number;
  open: number;
  failed: number;
  byHand: number;
  /** Still able to show it, by name. */
  able: Outlet[];
}

export function withdrawalOf(outlets: readonly Outlet[]): WithdrawalTally {
  const of = (...states: string[]) => outlets.filter((outlet) => outlet.withdrawal && states.includes(outlet.withdrawal.state));
  return {
    confirmed: of("confirmed").length, open: of("sent", "notReached").length, failed: of("failed").length, byHand: of("byHand").length,
    able: of("notReached", "failed"),
  };
}

/** Good, bad or neither: what the sign and the colour of a state tell. */
export function look(state: string): "good" | "bad" | "warn" | "plain" {
  switch (state) {
    case "confirmed": case "ready": case "armed": case "live": return "good";
    case "failed": return "bad";
    case "partlyLive": case "withdrawn": case "held": return "warn";
    default: return "plain";
  }
}

export const SIGNS = { good: "✓", bad: "✕", warn: "▲", plain: "○" } as const;

/** The earliest instant that may be asked for, as a proposal: in an hour, at a full minute. */
export const proposed = (now: number): number => Math.ceil((now + 3_600_000) / 60_000) * 60_000;
