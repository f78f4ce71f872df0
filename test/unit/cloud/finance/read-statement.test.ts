import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import t from 'tap';
import { readStatement } from '../../../../src/cloud/finance/read-statement.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import type { StatementTrade } from '../../../../src/doubles/statement-text.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import {
  damageAccounts,
  damageDay,
  damagedStatement,
  damageNames,
} from '../../../support/statement-damage.ts';

const damagesInAll = 1000;

const dir = mkdtempSync(join(tmpdir(), 'statements-'));
t.teardown(() => rmSync(dir, { recursive: true }));

/** What must have come of the trades, in the words of a row's line of text. */
function wanted(trades: readonly StatementTrade[]): string[] {
  return trades.map(({ kind, outTradeNo, refundNo, tradeNo, amountMinor, feeMinor, atMs }) =>
    [kind, outTradeNo, refundNo ?? '', tradeNo, amountMinor, 'CNY', feeMinor * 1000, atMs].join('\t'),
  );
}

t.test(
  'a damaged statement is refused whole with the right reason, or read right',
  { timeout: 240_000 },
  async (t) => {
    const seed = 20_260_302;
    const random = seededRandom(seed);
    let [refused, read] = [0, 0];
    const wrong: string[] = [];
    for (let n = 0; n < damagesInAll; n += 1) {
      const name = damageNames[n % damageNames.length] ?? '';
      const { channel, bytes, expected, sha1, trades } = damagedStatement(name, random);
      const [path, pagesPath] = [join(dir, 'in'), join(dir, 'pages')];
      writeFileSync(path, bytes);
      rmSync(pagesPath, { force: true });
      const asked = {
        path,
        pagesPath,
        channel,
        expected: { day: damageDay, account: damageAccounts[channel] },
      };
      const label = `seed ${seed}, damage ${n}: ${name} of ${channel}`;
      try {
        const { rows, pages } = await readStatement({ ...asked, sha1 });
        const packed = readFileSync(pagesPath);
        const text = pages.map(({ offset, length }) =>
          zstdDecompressSync(packed.subarray(offset, offset + length)).toString(),
        );
        const found = text.join('').trimEnd().split('\n');
        const same =
          found.map((line) => line.slice(0, line.lastIndexOf('\t'))).join('\n') === wanted(trades).join('\n');
        if (rows !== trades.length || !same || (expected !== 'same' && name !== 'flippedByte'))
          wrong.push(`${label} was read`);
        read += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        refused += 1;
        if (expected === 'same' || !expected.includes(error.code)) wrong.push(`${label}: ${error.message}`);
        if (typeof error.facts.reason !== 'string') wrong.push(`${label} has no reason`);
      }
    }
    t.same(wrong.slice(0, 10), []);
    t.equal(refused + read, damagesInAll);
    t.ok(read > 50 && refused > 500, `${refused} refused, ${read} read`);
  },
);
