/**
 * `npm run models:check`: whether the trained nets installed are the ones that their cards describe. Prints a line
 * a file and exits with 1 if any is missing or another; `--cards` prints the cards instead.
 */
import { type NetCard, netCards } from '../models/people/net-cards.ts';
import { problemOf } from './net-file-check.ts';

function printCard(card: NetCard): void {
  console.log(`${card.title} (${card.package} ${card.version})`);
  for (const key of ['source', 'licence', 'input', 'output', 'measured'] as const)
    console.log(`  ${key.padEnd(9)}${card[key]}`);
  for (const limit of card.limits) console.log(`  limit    ${limit}`);
  for (const { path, sha256 } of card.files) console.log(`  file     ${path} ${sha256}`);
}

/** The number of files that are wrong. */
function checkAll(): number {
  let wrong = 0;
  for (const card of Object.values(netCards)) {
    for (const file of card.files) {
      const problem = problemOf(card.package, file);
      console.log(
        `${problem ? 'WRONG' : 'right'}  ${card.package}/${file.path}${problem ? `: ${problem}` : ''}`,
      );
      if (problem) wrong += 1;
    }
  }
  return wrong;
}

if (process.argv.includes('--cards')) for (const card of Object.values(netCards)) printCard(card);
else {
  const wrong = checkAll();
  if (wrong > 0) console.error(`${wrong} files are not what they should be: install the packages anew.`);
  process.exitCode = wrong > 0 ? 1 : 0;
}
