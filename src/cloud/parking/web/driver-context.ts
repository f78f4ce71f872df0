/** What every part of the page uses: the language, the lot, and the words for money and times there. */
import { createContext, useContext } from 'react';
import type { Language } from '../../../domain/text.ts';
import type { SayText } from '../../../look/say.ts';
import type { DriverLot } from '../../../wire/parking-driver.ts';
import type { DriverCloud } from './driver-cloud.ts';

export interface DriverContext {
  readonly language: Language;
  readonly say: SayText;
  readonly cloud: DriverCloud;
  readonly lot: DriverLot;
  money(minor: number): string;
  /** `14:05` on the lot's clock, with the date where it is another day than `nowMs`. */
  time(atMs: number, nowMs: number): string;
}

export const DriverContext = createContext<DriverContext | undefined>(undefined);

export function useDriver(): DriverContext {
  const context = useContext(DriverContext);
  if (!context) throw new Error('This stands outside of the driver’s page.');
  return context;
}
