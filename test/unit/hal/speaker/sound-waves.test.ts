/** The machine's sounds are WAV files that any player reads, short, and never overdriven. */
import t from 'tap';
import { samplesPerSecond, silentWave, soundWave } from '../../../../hal/speaker/sound-waves.ts';

t.test('every sound is a short mono WAV with room above its peaks', (t) => {
  for (const sound of ['scanAccepted', 'scanRefused', 'paid', 'failed', 'takeGoods'] as const) {
    const wave = Buffer.from(soundWave(sound));
    t.equal(wave.toString('latin1', 0, 4), 'RIFF');
    t.equal(wave.toString('latin1', 8, 16), 'WAVEfmt ');
    t.equal(wave.readUInt32LE(4), wave.length - 8);
    t.equal(wave.readUInt16LE(22), 1);
    t.equal(wave.readUInt32LE(24), samplesPerSecond);
    t.equal(wave.readUInt32LE(40), wave.length - 44);
    t.ok(wave.length < samplesPerSecond * 2, `${sound} lasts less than a second`);
    const samples = Array.from({ length: (wave.length - 44) / 2 }, (_, i) => wave.readInt16LE(44 + i * 2));
    const peak = Math.max(...samples.map(Math.abs));
    t.ok(peak > 8_000 && peak < 20_000, `${sound} peaks at ${peak}`);
    t.equal(samples.at(-1), 0);
  }
  t.end();
});

t.test('silence is silent', (t) => {
  t.ok(
    silentWave(20)
      .subarray(44)
      .every((byte) => byte === 0),
  );
  t.end();
});
