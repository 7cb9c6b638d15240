import { ApiError } from "./api";
import type { Words } from "./words-en";

/** Any failure in words for people. */
export function explain(words: Words, failure: unknown): string {
  if (failure instanceof ApiError) {
    return failure.code === "unreachable" ? words.unreachable : (words.refusals[failure.code]?.join("") ?? failure.message);
  }
  return `${words.unexpected} ${failure instanceof Error ? failure.message : String(failure)}`;
}
