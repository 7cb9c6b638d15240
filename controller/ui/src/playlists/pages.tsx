import { useEffect, useState } from "preact/hooks";
import { Field } from "../base/fields";
import { useWords } from "../base/i18n";
import { playlistWords } from "./words";

/** So many rows are drawn at once: quick to draw anew at every keystroke and every step of a drag, however long the list is. */
export const ROWS = 100;

/** Which part of a long list is drawn. Places count from 0. */
export interface Pages {
  first: number;
  all: number;
  /** Turns to the page that holds this place. */
  show: (place: number) => void;
}

/** @param added what was added here and stands last, null for nothing: it is turned to */
export function usePages(all: number, added: string | null): Pages {
  const [page, setPage] = useState(0);
  const show = (place: number) => setPage(Math.floor(place / ROWS));
  useEffect(() => {
    if (added !== null) {
      show(all - 1);
    }
  }, [added]);
  return { first: Math.min(page, Math.floor(Math.max(0, all - 1) / ROWS)) * ROWS, all, show };
}

/** Turns the pages of a list that has several. */
export function Turner({ pages: { first, all, show } }: { pages: Pages }) {
  const words = useWords(playlistWords);
  const [place, setPlace] = useState("");
  const jump = (event: Event) => {
    event.preventDefault();
    const wanted = Number(place);
    if (wanted >= 1) {
      show(Math.min(wanted, all) - 1);
      setPlace("");
    }
  };
  return all <= ROWS ? null : (
    <form class="row turner" onSubmit={jump} aria-label={words.pages}>
      <button type="button" class="small before" disabled={first === 0} onClick={() => show(first - ROWS)}>‹ {words.pageBefore}</button>
      <strong role="status">{words.pageOf(first + 1, Math.min(first + ROWS, all), all)}</strong>
      <button type="button" class="small after" disabled={first + ROWS >= all} onClick={() => show(first + ROWS)}>{words.pageAfter} ›</button>
      <span class="spring" />
      <Field inline name="go-to" label={words.goTo} type="number" min={1} max={all} value={place} onText={setPlace} />
    </form>
  );
}

/** The place of an item, from 1: in a list of several pages it is typed, as nobody drags across pages. */
export function Place({ place, of, label, onPlace }: { place: number; of: number; label: string; onPlace: ((place: number) => void) | null }) {
  const [typed, setTyped] = useState<string | null>(null);
  if (of <= ROWS || !onPlace) {
    return <span class="place" aria-hidden="true">{place}</span>;
  }
  const take = () => {
    const wanted = Math.round(Number(typed));
    setTyped(null);
    if (wanted >= 1 && wanted !== place) {
      onPlace(Math.min(wanted, of));
    }
  };
  return (
    <input class="place" type="number" min={1} max={of} value={typed ?? String(place)} aria-label={label} onInput={(e) => setTyped(e.currentTarget.value)}
      onBlur={take} onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()} />
  );
}
