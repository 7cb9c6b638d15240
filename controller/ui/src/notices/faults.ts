import { ApiError } from "../base/api";
import { useExplain } from "../base/errors";
import type { Faults } from "./draft";

/** Which fields a refusal is about, in words. Empty where it is about none. */
export function useFaults(): (failure: unknown) => Faults {
  const explain = useExplain();
  return (failure) => {
    if (!(failure instanceof ApiError)) {
      return {};
    }
    const { field, problems } = failure.problem;
    // A refusal of one text has a code of its own, and words for it in both languages; of plain fields each is told by itself.
    return field ? { [field]: explain(failure) } : Object.fromEntries((problems ?? []).map((each) => [each.field, each.detail]));
  };
}
