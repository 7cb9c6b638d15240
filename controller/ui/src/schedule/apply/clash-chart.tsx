import { useLanguage, useWords } from "../../base/i18n";
import { clock, day } from "../../base/time";
import { useScreens } from "../../live/live";
import type { ClashesJson } from "../timeline/clashes";
import { GLYPHS, useOwnerName } from "../timeline/names";
import { dayName, HOUR } from "../timeline/range";
import { applyWords } from "./words";

/** So many screens are drawn; the words beside tell of all. */
const MOST_ROWS = 3;

/** The first conflict of each screen to scale: the window that is wanted, the part of it that is hidden, and by what. */
export function ClashChart({ parts, zone, own }: { parts: ClashesJson["hidden"]; zone: string; own: string }) {
  const words = useWords(applyWords);
  const language = useLanguage();
  const screens = useScreens();
  const ownerName = useOwnerName();
  const first = parts[0];
  if (!first) {
    return null;
  }
  const date = first.rule.day;
  const rows = [...new Set(parts.map((part) => part.screenId))].slice(0, MOST_ROWS);
  const near = parts.filter((part) => rows.includes(part.screenId) && part.rule.day === date);
  const instants = near.flatMap(({ rule, by }) => [rule.from, rule.until, by.from, by.until].flatMap((at) => (at ? [Date.parse(at)] : [])));
  const least = Math.min(...instants);
  // A window of weeks would make what it hides invisible.
  const from = Math.max(least, Date.parse(first.from) - 12 * HOUR);
  const until = Math.min(Math.max(...instants), from + 36 * HOUR);
  const lay = (begins: string, ends: string) => {
    const [begin, end] = [Math.max(from, Date.parse(begins)), Math.min(until, Date.parse(ends))];
    return { left: `${(100 * (begin - from)) / (until - from)}%`, width: `${(100 * (end - begin)) / (until - from)}%` };
  };
  return (
    <div class="clash-chart" role="img" aria-label={words.drawn}>
      <div class="row">
        <small>{dayName(day(from, zone), language)} {clock(from, zone).slice(0, 5)}</small>
        <span class="spring" />
        <small>{clock(until, zone).slice(0, 5)}</small>
      </div>
      {rows.map((row) => (
        <div key={row} class="clash-row">
          <span class="clash-name">{screens.find((screen) => screen.id === row)?.name}</span>
          <div class="clash-space">
            {near.filter((part) => part.screenId === row).slice(0, 8).map((part) => {
              const look = part.by.class ?? "quiet";
              return [
                <span key={`${part.from} by`} class={`piece ${look}`} data-own={part.by.ruleId === own || undefined}
                  style={lay(part.by.from ?? part.from, part.by.until ?? part.until)}>
                  <span class="label">{GLYPHS[look]}{ownerName(part.by)}</span>
                </span>,
                <span key={`${part.from} rule`} class="clash-loser" style={lay(part.rule.from ?? part.from, part.rule.until ?? part.until)}>
                  <span class="label">{part.rule.name}</span>
                </span>,
                <span key={`${part.from} part`} class="hidden-part" style={lay(part.from, part.until)} />,
              ];
            })}
          </div>
        </div>
      ))}
    </div>
  );
}
