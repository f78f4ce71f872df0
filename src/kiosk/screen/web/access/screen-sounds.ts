/** Short sounds made by the browser itself: a beep for a scan that counts, a low double tone for one that does not. */

interface Tone {
  readonly hertz: number;
  readonly atS: number;
  readonly lastsS: number;
}

const sounds = {
  accepted: [{ hertz: 1480, atS: 0, lastsS: 0.09 }],
  refused: [
    { hertz: 330, atS: 0, lastsS: 0.14 },
    { hertz: 262, atS: 0.18, lastsS: 0.2 },
  ],
} as const satisfies Record<string, readonly Tone[]>;

export type ScreenSound = keyof typeof sounds;

let context: AudioContext | undefined;

/** Plays at once. A browser that wants a touch before it makes sounds stays silent until the first touch. */
export function playSound(sound: ScreenSound): void {
  if (!('AudioContext' in window)) return;
  context ??= new AudioContext({ latencyHint: 'interactive' });
  if (context.state === 'suspended') void context.resume();
  if (context.state !== 'running') return;
  for (const tone of sounds[sound]) playTone(context, tone);
}

function playTone(on: AudioContext, { hertz, atS, lastsS }: Tone): void {
  const start = on.currentTime + atS;
  const oscillator = on.createOscillator();
  const loudness = on.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.35, start + 0.008);
  loudness.gain.setValueAtTime(0.35, start + lastsS - 0.03);
  loudness.gain.linearRampToValueAtTime(0, start + lastsS);
  oscillator.connect(loudness).connect(on.destination);
  oscillator.start(start);
  oscillator.stop(start + lastsS);
}
