/**
 * Draws clips of people who look at an offer: `npm run draw:films -- --out DIR [--seed N] [--people N]`. Writes, for
 * each person, one clip of each attitude as a folder of JPEGs, and `clips.csv` for `npm run evaluate:reaction`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personJpeg } from '../src/demo/people/draw-person.ts';
import { type FilmPlan, filmLooks } from '../src/demo/people/person-film.ts';
import { type Persona, personasOf } from '../src/demo/people/persona.ts';
import type { Attitude } from '../src/domain/reaction-evidence.ts';
import { clipLine, clipsHeader } from './evaluate/clips-file.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  out: { type: 'string' },
  seed: { type: 'integer', default: 1 },
  people: { type: 'integer', default: 8 },
});

const offeredAtMs = 2_400;
const timing = { reactsAtMs: 3_000, lengthMs: 7_200, frameEveryMs: 200 } as const;
/** How people look who feel so, as far as one can draw it. */
const plans: readonly (readonly [Attitude, Pick<FilmPlan, 'expression' | 'strength' | 'movement'>])[] = [
  ['delighted', { expression: 'happy', strength: 1 }],
  ['pleased', { expression: 'happy', strength: 0.55 }],
  ['neutral', { expression: 'neutral' }],
  ['reluctant', { expression: 'sad', strength: 0.9, movement: 'shakesHead' }],
];

async function drawClip(folder: string, persona: Persona, plan: FilmPlan): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [number, { look }] of filmLooks(plan).entries())
    writeFileSync(join(folder, `${String(number).padStart(3, '0')}.jpg`), await personJpeg(persona, look));
}

async function draw(out: string): Promise<void> {
  const lines = [clipsHeader];
  for (const persona of personasOf(values.seed, values.people))
    for (const [attitude, shown] of plans) {
      const folder = `${persona.name}-${attitude}`;
      await drawClip(join(out, folder), persona, { ...timing, ...shown });
      const { lengthMs: answeredAtMs, frameEveryMs } = timing;
      lines.push(clipLine({ folder, attitude, offeredAtMs, answeredAtMs, frameEveryMs }));
    }
  writeFileSync(join(out, 'clips.csv'), `${lines.join('\n')}\n`);
  console.log(`${lines.length - 1} clips: ${join(out, 'clips.csv')}`);
}

if (!values.out) throw new Error('--out DIR is needed');
await draw(values.out);
