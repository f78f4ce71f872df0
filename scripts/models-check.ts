/**
 * `npm run models:check`: whether the trained nets installed are the ones that their cards describe. Prints a line
 * a file and exits with 1 if any is missing or another; `--cards` prints the cards instead.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NetCard, netCards, packageFolder } from '../models/people/net-cards.ts';

function checkFile(card: NetCard, { path, sha256 }: NetCard['files'][number]): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(packageFolder(card.package), path));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === sha256 ? undefined : `has the sum ${found}, its card says ${sha256}`;
}

function printCard(card: NetCard): void {
  console.log(`${card.title} (${card.package} ${card.version})`);
  for (const key of ['source', 'licence', 'input', 'output', 'measured'] as const)
    console.log(`  ${key.padEnd(9)}${card[key]}`);
  for (const limit of card.limits) console.log(`  limit    ${limit}`);
  for (const { path, sha256 } of card.files) console.log(`  file     ${path} ${sha256}`);
}

if (process.argv.includes('--cards')) for (const card of Object.values(netCards)) printCard(card);
else {
  let wrong = 0;
  for (const card of Object.values(netCards)) {
    for (const file of card.files) {
      const problem = checkFile(card, file);
      console.log(
        `${problem ? 'WRONG' : 'right'}  ${card.package}/${file.path}${problem ? `: ${problem}` : ''}`,
      );
      if (problem) wrong += 1;
    }
  }
  if (wrong > 0) console.error(`${wrong} files are not what they should be: install the packages anew.`);
  process.exitCode = wrong > 0 ? 1 : 0;
}
