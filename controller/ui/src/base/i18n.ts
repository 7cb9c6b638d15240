import { createContext } from "preact";
import { useContext } from "preact/hooks";

export type Language = "zh-CN" | "en";

/** The words of one feature in both languages. The English ones make the shape; the compiler holds the Chinese ones to it. */
export type Bilingual<W> = Readonly<Record<Language, W>>;

export const bilingual = <W>(en: W, zh: NoInfer<W>): Bilingual<W> => ({ en, "zh-CN": zh });

/** Words by a code of the controller's, which may learn new ones: what is not here is shown as the controller words it. */
export type Coded<T = string> = Readonly<Record<string, T>>;

const KEY = "ledwall.language";

export const LanguageContext = createContext<Language>("zh-CN");

export const useLanguage = (): Language => useContext(LanguageContext);
export const useWords = <W>(of: Bilingual<W>): W => of[useContext(LanguageContext)];

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
