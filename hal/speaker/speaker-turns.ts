/**
 * What is heard next. One thing at a time; at most one sound and one text wait. A sound goes before speech
 * and cuts it off, because it answers what the shopper did just now. Of two sounds the newest wins, but the
 * beep of a scan never takes the place of news about money or goods, and such news is heard to its end.
 */
import type { Sound } from './speaker.ts';

export type Utterance =
  | { readonly kind: 'sound'; readonly sound: Sound }
  | { readonly kind: 'speech'; readonly text: string; readonly language: 'zh' | 'en' };

type Speech = Extract<Utterance, { kind: 'speech' }>;

export interface Turns {
  readonly running?: Utterance;
  readonly sound?: Sound;
  readonly speech?: Speech;
}

const important: ReadonlySet<Sound> = new Set(['paid', 'failed', 'takeGoods', 'scanRefused']);

/** The turns after a new wish, and whether what is heard now shall be cut off for it. */
export function wish(turns: Turns, wanted: Utterance): { readonly turns: Turns; readonly cut: boolean } {
  return wanted.kind === 'sound' ? wishSound(turns, wanted.sound) : wishSpeech(turns, wanted);
}

function wishSound(turns: Turns, sound: Sound): { turns: Turns; cut: boolean } {
  const { running } = turns;
  const minor = !important.has(sound);
  const busyWithNews = running?.kind === 'sound' && important.has(running.sound);
  if (minor && (busyWithNews || (turns.sound && important.has(turns.sound)))) return { turns, cut: false };
  return { turns: { ...turns, sound }, cut: running !== undefined && !busyWithNews };
}

function wishSpeech({ speech: _replaced, ...turns }: Turns, speech: Speech): { turns: Turns; cut: boolean } {
  const cut = turns.running?.kind === 'speech';
  return { turns: speech.text === '' ? turns : { ...turns, speech }, cut };
}

/** The turns once nothing runs any more: the next one runs, if any waits. */
export function nextTurn({ sound, speech }: Turns): Turns {
  if (sound) return { running: { kind: 'sound', sound }, ...(speech && { speech }) };
  return speech ? { running: speech } : {};
}
