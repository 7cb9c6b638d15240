import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** What people have edited and not yet applied, by what it is an edit of. It outlives a change of view, and keeps the page from reloading by itself. */
export class Drafts {
  private readonly kept = new Map<string, unknown>();
  private readonly hearers = new Set<() => void>();

  get<T>(key: string): T | null {
    return (this.kept.get(key) as T | undefined) ?? null;
  }

  set(key: string, draft: unknown): void {
    if (draft === null) {
      this.kept.delete(key);
    } else {
      this.kept.set(key, draft);
    }
    this.hearers.forEach((hearer) => hearer());
  }

  get keys(): string[] {
    return [...this.kept.keys()];
  }

  subscribe(hearer: () => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }
}

export const DraftsContext = createContext(new Drafts());

/** One draft; null when there is none. Used like useState. */
export function useDraft<T>(key: string): [T | null, (draft: T | null) => void] {
  const drafts = useContext(DraftsContext);
  useDraftNews(drafts);
  return [drafts.get<T>(key), (draft) => drafts.set(key, draft)];
}

/** Whether anything is unsaved whose key begins so. */
export function useUnsaved(prefix = ""): boolean {
  const drafts = useContext(DraftsContext);
  useDraftNews(drafts);
  return drafts.keys.some((key) => key.startsWith(prefix));
}

function useDraftNews(drafts: Drafts): void {
  const [, draw] = useState(0);
  useEffect(() => drafts.subscribe(() => draw((n) => n + 1)), [drafts]);
}
