/**
 * What every part of the screen may use. The view changes with every message of the machine; words, money
 * and taps stay the same objects until the language changes, so that a line that did not change is not
 * drawn again.
 */
import { createContext, useContext } from 'react';
import { type Currency, formatMoney } from '../../../domain/money.ts';
import type { Language } from '../../../domain/text.ts';
import { say } from '../../../look/say.ts';
import type { Words } from '../guidance.ts';
import type { Tap, View } from '../view.ts';

export type { Words } from '../guidance.ts';

export interface Screen extends Words {
  readonly language: Language;
  /** Whether the shopper wants large letters and high contrast. */
  readonly large: boolean;
  readonly speaking: boolean;
  /** The machine's time now. */
  readonly nowMs: () => number;
  readonly send: (tap: Tap) => void;
  readonly setLanguage: (language: Language) => void;
  readonly setLarge: (large: boolean) => void;
  readonly setSpeaking: (speaking: boolean) => void;
}

const ScreenContext = createContext<Screen | undefined>(undefined);
const ViewContext = createContext<View | undefined>(undefined);
export const ScreenProvider = ScreenContext.Provider;
export const ViewProvider = ViewContext.Provider;

/** Words, money and taps. */
export function useScreen(): Screen {
  return present(useContext(ScreenContext));
}

/** The view as it stands; whoever asks is drawn again at every change. */
export function useView(): View {
  return present(useContext(ViewContext));
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A part of the screen stands outside its provider.');
  return value;
}

export function wordsFor(language: Language, currency: Currency): Words {
  return {
    say: (text, blanks) => say(text, language, blanks),
    money: (minor) => moneyText(minor, currency),
  };
}

/** As it is read on a screen: the narrow yen sign sits better beside large figures than the wide one. */
function moneyText(minor: number, currency: Currency): string {
  return formatMoney(minor, currency).replace('￥', '¥').replace('-', '−');
}
