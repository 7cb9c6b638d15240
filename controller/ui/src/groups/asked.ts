import type { Group, Screen } from "../base/types";
import type { EnrolmentStep } from "../technician/enrolment";

/** The dialog that is open on the page of groups. */
export type Asked =
  | { what: "addGroup" }
  | { what: "renameGroup" | "deleteGroup" | "groupSlate"; group: Group }
  | { what: "changeScreen" | "retireScreen" | "quietHours" | "screenSlate" | "feedAddress"; screen: Screen }
  | { what: "enrol"; step: EnrolmentStep };
