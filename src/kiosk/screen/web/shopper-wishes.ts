/**
 * What the shopper asked of the screen itself: language at once, before the machine has answered; large
 * letters; the voice. They end with the sale, so that the next shopper finds the screen as it was.
 */
import { useEffect, useRef, useState } from 'react';
import type { Language } from '../../../domain/text.ts';
import type { View } from '../view.ts';

/** Wishes made on the welcome page and left there are forgotten after this time without a touch. */
const forgottenAfterMs = 90_000;

/** After one of these the next shopper begins. */
const endPages: readonly string[] = ['done', 'refunded', 'paymentUnknown'];

export interface ShopperWishes {
  readonly language: Language;
  readonly large: boolean;
  readonly speaking: boolean;
  readonly setLanguage: (language: Language) => void;
  readonly setLarge: (large: boolean) => void;
  readonly setSpeaking: (speaking: boolean) => void;
}

export function useShopperWishes(view: View): ShopperWishes {
  const [wished, setWished] = useState<Language>();
  const [told, setTold] = useState(view.language);
  // Whatever the machine says next is the answer to the wish.
  if (told !== view.language) {
    setTold(view.language);
    setWished(undefined);
  }
  const [large, setLarge] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  const idle = view.page.page === 'welcome';
  const ended = endPages.includes(view.page.page);
  const wasEnded = useRef(false);
  useEffect(() => {
    if (wasEnded.current && !ended) {
      setLarge(false);
      setSpeaking(false);
    }
    wasEnded.current = ended;
  }, [ended]);
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
  return {
    language: wished ?? view.language,
    large,
    speaking,
    setLanguage: setWished,
    setLarge,
    setSpeaking,
  };
}
