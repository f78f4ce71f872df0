/**
 * The machine's sounds, drawn here as mono 16-bit WAV (RIFF): a high beep for a scan that counts, a low
 * double tone for one that does not, rising for good news, falling for bad. Every tone swells and fades, so
 * that a small loudspeaker does not click.
 */
import type { Sound } from './speaker.ts';

interface Tone {
  readonly hertz: number;
  readonly atMs: number;
  readonly lastsMs: number;
}

export const samplesPerSecond = 22_050;
const bytesPerSample = 2;
const headerBytes = 44;
const loudness = 0.45;
const edgeMs = 8;
/** Players drain their buffer more surely when silence follows. */
const tailMs = 60;

const tones: Readonly<Record<Sound, readonly Tone[]>> = {
  scanAccepted: [{ hertz: 1_480, atMs: 0, lastsMs: 90 }],
  scanRefused: [
    { hertz: 330, atMs: 0, lastsMs: 140 },
    { hertz: 262, atMs: 180, lastsMs: 200 },
  ],
  paid: [
    { hertz: 784, atMs: 0, lastsMs: 130 },
    { hertz: 988, atMs: 130, lastsMs: 130 },
    { hertz: 1_319, atMs: 260, lastsMs: 260 },
  ],
  failed: [
    { hertz: 494, atMs: 0, lastsMs: 200 },
    { hertz: 349, atMs: 220, lastsMs: 340 },
  ],
  takeGoods: [
    { hertz: 1_047, atMs: 0, lastsMs: 120 },
    { hertz: 1_047, atMs: 180, lastsMs: 120 },
    { hertz: 1_319, atMs: 360, lastsMs: 240 },
  ],
};

/** The WAV file of a sound. */
export function soundWave(sound: Sound): Uint8Array {
  return waveOf(tones[sound]);
}

/** Silence of `lastsMs`: to find out whether the device takes sound at all. */
export function silentWave(lastsMs: number): Uint8Array {
  return waveOf([{ hertz: 0, atMs: 0, lastsMs }]);
}

function waveOf(of: readonly Tone[]): Uint8Array {
  const endMs = Math.max(...of.map(({ atMs, lastsMs }) => atMs + lastsMs)) + tailMs;
  const samples = Math.ceil((endMs * samplesPerSecond) / 1_000);
  const bytes = new Uint8Array(headerBytes + samples * bytesPerSample);
  const view = new DataView(bytes.buffer);
  writeHeader(view, samples * bytesPerSample);
  for (const tone of of) drawTone(view, tone);
  return bytes;
}

function drawTone(view: DataView, { hertz, atMs, lastsMs }: Tone): void {
  const first = Math.floor((atMs * samplesPerSecond) / 1_000);
  const count = Math.floor((lastsMs * samplesPerSecond) / 1_000);
  for (let i = 0; i < count; i += 1) {
    const ms = (i * 1_000) / samplesPerSecond;
    const swell = Math.min(1, ms / edgeMs, (lastsMs - ms) / edgeMs);
    const angle = (2 * Math.PI * hertz * i) / samplesPerSecond;
    // A little of the octave makes it carry in a noisy hall.
    const height = (Math.sin(angle) + 0.25 * Math.sin(2 * angle)) / 1.25;
    const sample = Math.round(height * swell * loudness * 0x7fff);
    view.setInt16(headerBytes + (first + i) * bytesPerSample, sample, true);
  }
}

function writeHeader(view: DataView, dataBytes: number): void {
  const text = (at: number, letters: string) => {
    for (let i = 0; i < letters.length; i += 1) view.setUint8(at + i, letters.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, samplesPerSecond, true);
  view.setUint32(28, samplesPerSecond * bytesPerSample, true);
  view.setUint16(32, bytesPerSample, true);
  view.setUint16(34, bytesPerSample * 8, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
}
