import { get } from "../base/api";

/** One line of what a release went through, as the controller keeps it. */
export interface Step {
  /** When it was stored. */
  at: string;
  /** Empty for the controller itself. */
  by: string;
  /** Null for the release as a whole. */
  outletId: string | null;
  from: string | null;
  /** A state, or what was done: see the words. */
  to: string;
  /** Of its cause, for its Chinese words. */
  code: string | null;
  words: string;
  /** What it is about: when it is to go, was decided, was taken or was seen. */
  about: string | null;
}

export const readSteps = async (id: string): Promise<Step[]> => (await get<{ items: Step[] }>(`/releases/${id}/steps`)).items;

const same = (one: Step, other: Step): boolean => one.at === other.at && one.outletId === other.outletId;

/** Newest first, and what follows from the line before without telling more is left out. */
export function told(steps: readonly Step[]): Step[] {
  return steps.flatMap((step, i) => {
    const before = steps[i - 1];
    if (!before || !same(before, step)) {
      return [step];
    }
    // A wall or channel that is withdrawn has confirmed that; a release that was held says so again.
    const nothingNew = step.to === "withdrawal confirmed" && before.to === "withdrawn";
    return nothingNew ? [] : [step.words && step.words === before.words ? { ...step, words: "" } : step];
  }).reverse();
}

/** A step's sign: what went well, what did not, what was taken back. */
export function way({ to, outletId }: Step): "good" | "bad" | "warn" | "plain" {
  switch (to) {
    case "confirmed": case "ready": case "armed": case "live": case "decided go": case "withdrawal confirmed": case "doneByHand": return "good";
    case "failed": case "decided abort": case "withdrawal failed": case "withdrawal notReached": return "bad";
    case "partlyLive": case "decided hold": case "withdrawal byHand": return "warn";
    case "withdrawn": return outletId === null ? "warn" : "good";
    default: return "plain";
  }
}
