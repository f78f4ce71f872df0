/** What comparing a day leaves on either side: whatever is odd about a number leaves all rows of that number. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import t from 'tap';
import { matchRows } from '../../../../src/cloud/finance/match-rows.ts';

const dir = mkdtempSync(join(tmpdir(), 'match-'));
t.teardown(() => rmSync(dir, { recursive: true }));

/** Kind, number, refund, number at the platform, amount. */
type Row = readonly [kind: string, orderNo: string, ref: string, tradeNo: string, minor: number];

async function match(
  ours: readonly Row[],
  channel: readonly (readonly [...Row, fee: number])[],
  leftMax = 9,
) {
  const [oursPath, channelPath] = [join(dir, 'ours.tsv'), join(dir, 'channel.tsv.zst')];
  writeFileSync(oursPath, ours.map((row, n) => `${row.join('\t')}\tCNY\t${n + 1}\n`).join(''));
  const lines = channel.map(([kind, orderNo, ref, tradeNo, minor, fee], n) =>
    [kind, orderNo, ref, tradeNo, minor, 'CNY', fee, 1_772_380_800_000 + n, n + 6].join('\t'),
  );
  writeFileSync(channelPath, zstdCompressSync(Buffer.from(lines.map((line) => `${line}\n`).join(''))));
  const { figures, ...left } = await matchRows({
    ...{ oursPaths: [oursPath], channelPaths: [channelPath], tempDir: join(dir, 'spill') },
    ...{ ratePpm: 6000, currency: 'CNY', memoryMb: 100, leftMax },
  });
  return {
    figures,
    ours: left.ours.map(({ orderNo, ref, twin }) => `${orderNo}${ref}${twin ? ' twin' : ''}`),
    channel: left.channel.map(({ orderNo, ref, line }) => `${orderNo}${ref} ${line}`),
  };
}

const paid = (orderNo: string, tradeNo = `T${orderNo}`, minor = 1000): Row => [
  ...(['payment', orderNo, '', tradeNo] as const),
  minor,
];
const said = (orderNo: string, minor = 1000, fee = 6000) =>
  ['payment', orderNo, '', `T${orderNo}`, minor, fee] as const;

t.test('what agrees is counted and done with', async (t) => {
  const back = ['refund', 'a', 'r1', '', 400] as const;
  const { figures, ours, channel } = await match(
    [paid('a'), paid('b'), back],
    [said('a'), said('b'), ['refund', 'a', 'r1', 'Ta', 400, -2000]],
  );
  t.same([ours, channel], [[], []]);
  t.match(figures, { agreed: 3, oursPaidMinor: 2000, oursRefundedMinor: 400, channelPaidMinor: 2000 });
  t.match(figures, { channelRefundedMinor: 400, feeE5: 10_000 });
});

t.test('a row that the statement has twice is left with its double and with ours', async (t) => {
  const { ours, channel, figures } = await match([paid('a'), paid('b')], [said('a'), said('b'), said('a')]);
  t.same([ours, channel], [['a'], ['a 6', 'a 8']]);
  t.equal(figures.agreed, 1);
});

t.test('another amount, another fee, a reversal and a lone row are left, on both sides', async (t) => {
  const { ours, channel } = await match(
    [paid('amount'), paid('fee'), paid('reversed'), paid('ours'), paid('same')],
    [
      ...[said('amount', 1001), said('fee', 1000, 7000), said('reversed'), said('channel'), said('same')],
      ['reversal', 'reversed', '', 'Treversed', 1000, -6000],
    ],
  );
  t.same(ours, ['amount', 'fee', 'reversed', 'ours']);
  t.same(channel, ['amount 6', 'fee 7', 'reversed 8', 'channel 9', 'reversed 11']);
});

t.test('of two payments with one number at the platform the one that is left is a twin', async (t) => {
  const { ours } = await match([paid('a', 'T1'), paid('b', 'T1'), paid('c', 'T2')], [said('a')]);
  t.same(ours, ['b twin', 'c']);
});

t.test('a statement of other payments is refused', async (t) => {
  await t.rejects(match([paid('a'), paid('b')], [said('c'), said('d')], 3), { code: 'INPUT_TOO_LARGE' });
});
