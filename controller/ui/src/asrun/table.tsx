import { useWords } from "../base/i18n";
import { More, useShown } from "../base/more";
import { clock, duration } from "../base/time";
import type { Showing } from "./showings";
import { asRunWords } from "./words";

const MARKS: Record<string, { sign: string; kind: string }> = {
  shown: { sign: "✓", kind: "good" },
  inferred: { sign: "✓", kind: "plain" },
  interrupted: { sign: "▲", kind: "warn" },
  missed: { sign: "✕", kind: "bad" },
  running: { sign: "▶", kind: "good" },
  notShown: { sign: "–", kind: "warn" },
};

/** Newest first: what was on the glass a minute ago is what people ask for. What is to come stands in its order. */
export function ShowingTable({ rows, zone }: { rows: Showing[]; zone: string }) {
  const words = useWords(asRunWords);
  const shown = useShown(rows.length);
  const heads = [words.planned, words.from, words.until, words.length, words.item, words.outcome, words.bound];
  const direction = rows[0]?.outcome === "planned" ? 1 : -1;
  const ordered = [...rows].sort((a, b) => direction * (Date.parse(a.plannedAt) - Date.parse(b.plannedAt)));
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={words.asRun}>
        <table>
          <thead>
            <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
          </thead>
          <tbody>
            {ordered.slice(0, shown.count).map((row, i) => <Row key={`${row.plannedAt} ${row.itemId} ${row.startedAt ?? i}`} row={row} zone={zone} />)}
          </tbody>
        </table>
      </div>
      <More shown={shown} />
    </>
  );
}

function Row({ row, zone }: { row: Showing; zone: string }) {
  const words = useWords(asRunWords);
  const outcome = row.outcome;
  const mark = MARKS[outcome] ?? { sign: "", kind: "plain" };
  const length = row.startedAt && row.endedAt ? duration(Math.round((Date.parse(row.endedAt) - Date.parse(row.startedAt)) / 100) * 100) : "";
  return (
    <tr data-outcome={outcome}>
      <td class="figure">{clock(row.plannedAt, zone)}</td>
      <td class="figure">{row.startedAt && clock(row.startedAt, zone)}</td>
      <td class="figure">{row.endedAt && clock(row.endedAt, zone)}</td>
      <td class="figure">{length}</td>
      <th scope="row">{row.itemName}{row.standInFor && <small class="warn"> ▲ {words.standIn}</small>}{!row.chained && <small class="warn"> ▲ {words.unchained}</small>}</th>
      <td><span class={`mark ${mark.kind}`}>{mark.sign} {words.outcomes[outcome] ?? outcome}</span></td>
      <td class="figure">{row.startedAt && `${row.boundMillis.toFixed(1)} ms`}</td>
    </tr>
  );
}
