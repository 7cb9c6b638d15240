import { ApiError } from "../../base/api";
import { useExplain } from "../../base/errors";

export type Place = "name" | "targets" | "what" | "when" | "calendars";

const CODES: Record<string, Place> = {
  nameTaken: "name", nameInvalid: "name", targetsInvalid: "targets", groupUnknown: "targets", screenUnknown: "targets", playlistUnknown: "what",
    priorityInvalid: "what",
  windowInvalid: "when", recurrenceInvalid: "when", recurrenceNeverFires: "when", recurrenceTooOften: "when", calendarUnknown: "calendars",
};
const FIELDS: Record<string, Place> = {
  name: "name", group: "targets", groups: "targets", screens: "targets", playlist: "what", class: "what", priority: "what", from: "when", until: "when",
  recurrence: "when", calendars: "calendars",
};

/** Where in the form a refusal belongs; null for the form as a whole. */
export function placeOf(failure: unknown): Place | null {
  if (!(failure instanceof ApiError)) {
    return null;
  }
  const field = failure.problem.problems?.[0]?.field.replace(/^draft\./, "") ?? "";
  return CODES[failure.code] ?? (/calendars/.test(field) ? "calendars" : FIELDS[field.split(/[.[]/)[0] ?? ""]) ?? null;
}

/** A refusal of the controller's, beside what it is about. */
export function Refused({ at, of: failure }: { at: Place; of: unknown }) {
  const explain = useExplain();
  return placeOf(failure) !== at ? null : <p class="notice bad" role="alert" data-refused={at}>{explain(failure)}{said(failure)}</p>;
}

/** The controller's own words of what it counted; the translated ones name only the kind. */
function said(failure: unknown): string {
  return failure instanceof ApiError && document.documentElement.lang !== "en" && /^recurrence|^window/.test(failure.code)
    ? ` (${failure.problem.detail ?? ""})` : "";
}
