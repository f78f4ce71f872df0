/**
 * Makes itself heard. Obligations: `say` and `play` return at once and never fail a sale; one thing is
 * heard at a time (see `speaker-turns.ts`); silence is the answer to a missing device, noticed at the next
 * sound at the latest and said by the health; what is said is the product's own words and is not logged.
 */
import type { Device } from '../device.ts';

export type Sound = 'scanAccepted' | 'scanRefused' | 'paid' | 'failed' | 'takeGoods';

export interface Speaker extends Device {
  readonly kind: 'speaker';
  /** Whether it can speak; `say` of a speaker that cannot is silence. */
  readonly speaks: boolean;
  play(sound: Sound): void;
  /** Says `text` in place of what is being said; an empty text only ends that. */
  say(text: string, language: 'zh' | 'en'): void;
}
