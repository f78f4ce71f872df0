/**
 * What platforms' statements are made of: the bytes of both tables, and the archives they come in. Whatever is changed,
 * a statement is refused for a reason of its own or adds up to exactly what it did, never to a part of it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { linesOf, readRows, type StatementChannel } from '../../../src/cloud/finance/read-statement.ts';
import { statementBytes } from '../../../src/cloud/finance/statement-file.ts';
import { type StatementRow, statementKinds } from '../../../src/domain/statement.ts';
import {
  alipayTable,
  alipayZip,
  type StatementTrade,
  wechatTable,
} from '../../../src/doubles/statement-text.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { damageAccounts, damageDay, someTrades } from '../statement-damage.ts';
import { type Boundary, owed, type Subject, verdictLater } from './boundary.ts';

const trades = someTrades(seededRandom(1), 12);
const tables: Readonly<Record<StatementChannel, Buffer>> = {
  alipay: alipayTable(damageAccounts.alipay, damageDay, trades),
  wechat: wechatTable({ appid: 'wx01', mchid: damageAccounts.wechat }, trades),
};
const signed = (kind: string, minor: number) => (kind === 'payment' ? minor : -minor);
const net = (of: readonly StatementTrade[]) =>
  of.reduce((sum, { kind, amountMinor }) => sum + signed(kind, amountMinor), 0);

/** Reads to the end, and holds what was read to what was written. */
async function read(channel: StatementChannel, bytes: AsyncIterable<Buffer>): Promise<void> {
  let [rows, minor, line] = [0, 0, 0];
  const expected = { day: damageDay, account: damageAccounts[channel] };
  await readRows(bytes, linesOf(channel, expected), (row) => {
    owed(isRow(row) && row.line > line, `a row ${JSON.stringify(row)}`);
    [rows, minor, line] = [rows + 1, minor + signed(row.kind, row.amountMinor), row.line];
  });
  owed(rows === trades.length, `${rows} rows of ${trades.length}`);
  owed(minor === net(trades), `rows that come to ${minor}`);
}

function isRow({ kind, orderNo, ref, tradeNo, amountMinor, feeE5, currency }: StatementRow): boolean {
  const texts = [orderNo, ref, tradeNo, currency];
  return (
    statementKinds.includes(kind) &&
    !texts.some((text) => /[\t\r\n]/.test(text)) &&
    Number.isSafeInteger(amountMinor) &&
    amountMinor >= 0 &&
    Number.isSafeInteger(feeE5)
  );
}

async function* parts(cut: readonly Uint8Array[]): AsyncGenerator<Buffer> {
  for (const part of cut) yield Buffer.from(part);
}

function openTable(channel: StatementChannel): Subject {
  return { take: (input, dice) => verdictLater(() => read(channel, parts(dice.cut(input)))) };
}

/** As they are spooled; what is inside is read as Alipay's. */
function openArchives(): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'kioskd-fuzz-statements-'));
  const path = join(folder, 'in');
  return {
    take: (input) => {
      writeFileSync(path, input);
      return verdictLater(() => read('alipay', statementBytes(path)));
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const bytesMax = 16_384;

export const statementBoundaries: readonly Boundary[] = [
  { name: 'alipay-statements', samples: [tables.alipay], bytesMax, open: () => openTable('alipay') },
  { name: 'wechat-statements', samples: [tables.wechat], bytesMax, open: () => openTable('wechat') },
  {
    name: 'statement-archives',
    samples: [alipayZip(damageAccounts.alipay, damageDay, tables.alipay), gzipSync(tables.alipay)],
    bytesMax,
    open: openArchives,
  },
];
