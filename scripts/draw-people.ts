/**
 * Draws people who do not exist, and which of their pictures are of the same person:
 * `npm run draw:people -- --out DIR [--seed N] [--genuine N] [--impostors N] [--every]`. Writes JPEGs and `pairs.csv`
 * (`file_x,file_y,Decision`). No person is in two pairs, so the pairs are independent; `--every` adds every two of
 * the genuine people as impostors, which are not: enough to choose a threshold on, not to state a rate with.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { personJpeg } from '../src/demo/people/draw-person.ts';
import { type Persona, personasOf } from '../src/demo/people/persona.ts';
import { variedLook } from '../src/demo/people/varied-look.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    genuine: { type: 'string', default: '50' },
    impostors: { type: 'string', default: '200' },
    every: { type: 'boolean', default: false },
  },
});
if (!values.out) throw new Error('--out DIR is needed');
const out = values.out;
const [seed, genuine, impostors] = [values.seed, values.genuine, values.impostors].map(Number) as [
  number,
  number,
  number,
];

mkdirSync(out, { recursive: true });
const people = personasOf(seed, genuine + 2 * impostors);
let looks = 0;

async function draw(persona: Persona, take: string): Promise<string> {
  const file = `${persona.name}-${take}.jpg`;
  looks += 1;
  writeFileSync(join(out, file), await personJpeg(persona, variedLook(seed * 1_000_003 + looks)));
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
  `${looks} pictures of ${people.length} people, ${lines.length - 1} pairs: ${join(out, 'pairs.csv')}`,
);
