/** Whether an installed file of a trained net is the one that its card describes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NetCard, type NetFile, packageFolder } from '../models/people/net-cards.ts';

/** What is wrong with the file, in plain words; undefined if it is right. */
export function problemOf(name: NetCard['package'], { path, sha256 }: NetFile): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(packageFolder(name), path));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === sha256 ? undefined : `has the sum ${found}, its card says ${sha256}`;
}
