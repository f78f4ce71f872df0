/** Reads pairs of pictures, `file_x,file_y,Decision` (Yes: the same person; No: two people), strictly. */
import { join, relative, resolve, sep } from 'node:path';

export interface Pair {
  readonly fileX: string;
  readonly fileY: string;
  readonly mated: boolean;
}

const yes = ['yes', 'true', '1', 'same'];
const no = ['no', 'false', '0', 'different'];
const header = 'file_x,file_y,decision';

/** Names must stay within `folder`; throws with the number of the line that is wrong. */
export function readPairs(text: string, folder: string): Pair[] {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first.trim().toLowerCase() !== header) throw new Error(`the first line must be ${header}`);
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const fields = line.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
    const [x = '', y = '', decision = ''] = fields;
    const word = decision.toLowerCase();
    if (fields.length !== 3 || x === '' || y === '' || !(yes.includes(word) || no.includes(word)))
      throw new Error(`line ${i + 2} is no pair`);
    return [{ fileX: within(folder, x, i + 2), fileY: within(folder, y, i + 2), mated: yes.includes(word) }];
  });
}

function within(folder: string, name: string, line: number): string {
  const path = resolve(join(folder, name));
  const inside = relative(resolve(folder), path);
  if (inside.startsWith(`..${sep}`) || inside === '..') throw new Error(`line ${line} leaves the folder`);
  return path;
}
