/**
 * What the shopper asked of the screen itself: language at once, before the machine has answered; large
 * letters; the voice. They end with the sale, so that the next shopper finds the screen as it was.
 */
import { useEffect, useState } from 'react';
import type { Language } from '../../../domain/text.ts';
import type { View } from '../view.ts';

/** Wishes made on the welcome page and left there are forgotten after this time without a touch. */
const forgottenAfterMs = 90_000;

export interface ShopperWishes {
  readonly language: Language;
  readonly large: boolean;
  readonly speaking: boolean;
  readonly setLanguage: (language: Language) => void;
  readonly setLarge: (large: boolean) => void;
  readonly setSpeaking: (speaking: boolean) => void;
}

export function useShopperWishes(view: View): ShopperWishes {
  const [wished, setWished] = useState<{ readonly language: Language; readonly over: Language }>();
  const [large, setLarge] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  const idle = view.page.page === 'welcome';
  useEffect(() => {
    if (!idle || !(large || speaking)) return;
    const forget = () => {
      setLarge(false);
      setSpeaking(false);
    };
    let timer = setTimeout(forget, forgottenAfterMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(forget, forgottenAfterMs);
    };
    document.addEventListener('pointerdown', again);
    document.addEventListener('keydown', again);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', again);
      document.removeEventListener('keydown', again);
    };
  }, [idle, large, speaking]);
  // The wish holds only over the language it was made on: any change of the machine's comes after it.
  const language = wished && wished.over === view.language ? wished.language : view.language;
  return {
    language,
    large,
    speaking,
    setLanguage: (next) => setWished({ language: next, over: view.language }),
    setLarge,
    setSpeaking,
  };
}
