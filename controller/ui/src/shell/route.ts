import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

export const VIEWS = ["walls", "library", "playlists", "schedule", "releases", "as-run", "groups", "technician"] as const;
export type View = (typeof VIEWS)[number];

/** Where the page stands: #/view, #/view/id, #/view/id?filter=... Every view can be linked to. */
export interface Route {
  view: View;
  id: string | null;
  query: URLSearchParams;
}

/** Anything unknown is the front page. */
export function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id = ""] = path.split("/");
  const view = VIEWS.find((each) => each === name) ?? "walls";
  return { view, id: id && view === name ? decodeURIComponent(id) : null, query: new URLSearchParams(query) };
}

export function to(view: View, id?: string | null, query?: Record<string, string>): string {
  const filter = query && Object.keys(query).length ? `?${new URLSearchParams(query)}` : "";
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${filter}`;
}

/** Goes there, in the browser's history too. */
export function go(view: View, id?: string | null, query?: Record<string, string>): void {
  location.hash = to(view, id, query);
}

export const RouteContext = createContext<Route>(routeOf(""));
export const useRoute = (): Route => useContext(RouteContext);

export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const turn = () => setHash(location.hash);
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);
  return hash;
}
