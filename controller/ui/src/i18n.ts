import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en, type Words } from "./words-en";
import { zh } from "./words-zh";

export type Language = "zh-CN" | "en";

const ALL: Record<Language, Words> = { "zh-CN": zh, en };
const KEY = "ledwall.language";

export const WordsContext = createContext<Words>(zh);

export const wordsOf = (language: Language): Words => ALL[language];
export const useWords = (): Words => useContext(WordsContext);

/** The language chosen on this computer before, else the browser's, else Chinese. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === "zh-CN" || kept === "en") {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}
