/**
 * The language of the console: one choice for the whole page, kept in the browser. Texts are written where
 * they are shown, always in both languages; `say` picks one.
 */
import { createContext, type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { type Language, languageSchema, type Text } from '../../../domain/text.ts';
import { languageTags } from '../../../look/say.ts';
import { useRequired } from '../parts/use-required.ts';

export interface LanguageChoice {
  readonly language: Language;
  choose(language: Language): void;
  /** The text in the chosen language. */
  say(text: Text): string;
}

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);
const keptAs = 'kioskd.language';

/** What was chosen before, else what the browser prefers. */
function firstLanguage(): Language {
  const kept = languageSchema.safeParse(localStorage.getItem(keptAs));
  if (kept.success) return kept.data;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = languageTags[language];
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    localStorage.setItem(keptAs, chosen);
    setLanguage(chosen);
  }, []);
  const choice = useMemo(
    () => ({ language, choose, say: (text: Text) => text[language] }),
    [language, choose],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  return useRequired(LanguageContext, 'the language');
}
