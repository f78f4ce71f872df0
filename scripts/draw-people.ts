/**
 * Draws people who do not exist, and which of their pictures are of the same person:
 * `npm run draw:people -- --out DIR [--seed N] [--genuine N] [--impostors N] [--every] [--visits N]`. Writes JPEGs
 * and `pairs.csv` (`file_x,file_y,Decision`). No person is in two pairs, so the pairs are independent; `--every` adds
 * every two of the genuine people as impostors, which are not: enough to choose a threshold on, not to state a rate
 * with. With `--visits` each picture of a pair is a folder instead: so many pictures of one visit to a machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personJpeg } from '../src/demo/people/draw-person.ts';
import type { Look } from '../src/demo/people/look.ts';
import { type Persona, personasOf } from '../src/demo/people/persona.ts';
import { variedLook } from '../src/demo/people/varied-look.ts';
import { visitLooks } from '../src/demo/people/visit-looks.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  out: { type: 'string' },
  seed: { type: 'integer', default: 1 },
  genuine: { type: 'integer', default: 50 },
  impostors: { type: 'integer', default: 200 },
  every: { type: 'boolean' },
  visits: { type: 'integer' },
});
if (!values.out) throw new Error('--out DIR is needed');
const out = values.out;
const { seed, genuine, impostors, visits: picturesOfVisit } = values;

mkdirSync(out, { recursive: true });
const people = personasOf(seed, genuine + 2 * impostors);
let [takes, pictures] = [0, 0];

/** A picture, or a folder of them; its name in the list of pairs. */
async function draw(persona: Persona, take: string): Promise<string> {
  takes += 1;
  const takeSeed = seed * 1_000_003 + takes;
  const name = `${persona.name}-${take}`;
  if (picturesOfVisit === undefined) return drawPicture(persona, variedLook(takeSeed), `${name}.jpg`);
  mkdirSync(join(out, name), { recursive: true });
  for (const [number, look] of visitLooks(takeSeed, picturesOfVisit).entries())
    await drawPicture(persona, look, join(name, `${String(number).padStart(3, '0')}.jpg`));
  return name;
}

async function drawPicture(persona: Persona, look: Look, file: string): Promise<string> {
  pictures += 1;
  writeFileSync(join(out, file), await personJpeg(persona, look));
  return file;
}

const lines = ['file_x,file_y,Decision'];
const drawn: string[] = [];
for (const persona of people.slice(0, genuine)) {
  const file = await draw(persona, 'a');
  lines.push(`${file},${await draw(persona, 'b')},Yes`);
  if (values.every) for (const other of drawn) lines.push(`${other},${file},No`);
  drawn.push(file);
}
for (let i = genuine; i + 1 < people.length; i += 2) {
  const [one, other] = [people[i] as Persona, people[i + 1] as Persona];
  lines.push(`${await draw(one, 'a')},${await draw(other, 'a')},No`);
}
writeFileSync(join(out, 'pairs.csv'), `${lines.join('\r\n')}\r\n`);
console.log(
  `${pictures} pictures of ${people.length} people, ${lines.length - 1} pairs: ${join(out, 'pairs.csv')}`,
);
