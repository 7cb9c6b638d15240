import { useWords } from "../base/i18n";
import { baseWords } from "../base/words";
import type { Release } from "./api";
import { releaseWords } from "./words";

const BY_PEOPLE = /^(Held|Cancelled) by (.+?)(?:: ([^]*)|\.)$/;

/** Why a release is in its state, unless what was decided, or a warning, says it already. */
export function Because({ release: { state, decision, outlets, problems } }: { release: Release }) {
  const words = useWords(releaseWords);
  const base = useWords(baseWords);
  const warned = state.code === "partlyLive" && problems.some(({ code }) => code === "releasePartlyLive");
  if (!state.why || warned || (decision && decision.verdict !== "go")) {
    return null;
  }
  const count = (what: string) => outlets.filter((outlet) => outlet.state === what).length;
  const tallied = state.code === "partlyLive" || state.code === "failed";
  const [, deed, name, reason] = BY_PEOPLE.exec(state.why) ?? [];
  const said = tallied && outlets.length ? words.tally(outlets.length, count("confirmed"), count("failed"))
    : deed && name ? `${words.recalled[deed] ?? deed} ${name}${reason ? base.colon + reason : ""}`
    : state.code === "withdrawn" ? words.reason + base.colon + state.why : state.why;
  return <p class="notice warn" id="release-why">{said}</p>;
}
