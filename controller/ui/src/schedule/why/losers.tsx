import { useWords } from "../../base/i18n";
import { brief } from "../../base/time";
import type { Owner } from "../timeline/clashes";
import { whyWords } from "./words";

/** Whose a screen is at an instant, and who lost it by which step of the order. */
export interface WhyJson {
  screenId: string;
  at: string;
  winner: Owner;
  losers: (Owner & { lostBy: string })[];
}

export function Losers({ why, zone, now, bare }: { why: WhyJson; zone: string; now: number; bare?: boolean }) {
  const words = useWords(whyWords);
  const time = (at: string | undefined) => (at ? brief(at, zone, now) : "");
  return why.losers.length === 0 ? <p class="hint">{words.noLosers}</p> : (
    <>
      {!bare && <h3>{words.losers}</h3>}
      <ul class="losers">
        {why.losers.map((each) => (
          <li key={`${each.ruleId} ${each.from}`}>
            {words.loser(each.name ?? "", time(each.from), time(each.until), words.steps[each.lostBy] ?? each.lostBy)}
          </li>
        ))}
      </ul>
    </>
  );
}
