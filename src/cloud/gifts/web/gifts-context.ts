/** What every page uses: the language, the shop, who is signed in, and the cloud. */
import { createContext, useContext } from 'react';
import type { Currency } from '../../../domain/money.ts';
import type { Language, Text } from '../../../domain/text.ts';
import type { Blanks } from '../../../look/say.ts';
import type { GiftPerson, GiftShop } from '../../../wire/rest-gifts.ts';
import type { GiftCloud } from './gift-cloud.ts';

export interface GiftsContext {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly say: (text: Text, blanks?: Blanks) => string;
  readonly money: (minor: number, currency?: Currency) => string;
  /** A moment as people here write it. */
  readonly when: (atMs: number) => string;
  readonly day: (atMs: number) => string;
  readonly cloud: GiftCloud;
  /** Undefined until it is known. */
  readonly shop: GiftShop | undefined;
  readonly me: GiftPerson | undefined;
  /** Undefined is signed out. */
  readonly setMe: (me: GiftPerson | undefined) => void;
}

export const GiftsContext = createContext<GiftsContext | undefined>(undefined);

export function useGifts(): GiftsContext {
  const context = useContext(GiftsContext);
  if (!context) throw new Error('This stands outside of the giver’s pages.');
  return context;
}

/** What is shown once the shop is known. */
export function useShop(): GiftShop {
  const { shop } = useGifts();
  if (!shop) throw new Error('This stands outside of a shop.');
  return shop;
}
