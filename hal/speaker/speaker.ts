/**
 * Makes itself heard. Obligations: `say` and `play` return at once and never fail a sale; a new `say`
 * ends the one before it; silence is the answer to a missing device, with its health saying so.
 */
import type { Device } from '../device.ts';

export type Sound = 'scanAccepted' | 'scanRefused' | 'paid' | 'failed' | 'takeGoods';

export interface Speaker extends Device {
  readonly kind: 'speaker';
  play(sound: Sound): void;
  say(text: string, language: 'zh' | 'en'): void;
}
