/** The statements of planned days as the platforms would deliver them, damaged ones first. */
import { alipayTable, alipayZip, wechatTable } from '../../../src/doubles/statement-text.ts';
import type { BookChannel, BooksDay } from './day-maker.ts';

export const bookAccounts = { alipay: '2088000011112222', wechat: '1900006511' } as const;
const appid = 'wx0123456789abcdef';

export interface BookFile {
  readonly channel: BookChannel;
  readonly day: string;
  readonly bytes: Buffer;
  /** Its sums say something else than its rows. */
  readonly damaged: boolean;
}

/** What comes for a day, in order: as many statements with wrong sums as planned, then the right one. */
export function filesOf(planned: BooksDay, channel: BookChannel): BookFile[] {
  const { day } = planned;
  const trades = planned.statements[channel];
  const plain =
    channel === 'alipay'
      ? alipayTable(bookAccounts.alipay, day, trades)
      : wechatTable({ appid, mchid: bookAccounts.wechat }, trades);
  const packed = (bytes: Buffer) =>
    channel === 'alipay' ? alipayZip(bookAccounts.alipay, day, bytes) : bytes;
  const wrong = planned.faults.filter(
    (fault) => fault.category === 'summaryMismatch' && fault.channel === channel,
  );
  return [
    ...wrong.map((_, n) => ({
      channel,
      day,
      bytes: packed(withOtherSum(channel, plain, n + 1)),
      damaged: true,
    })),
    { channel, day, bytes: packed(plain), damaged: false },
  ];
}

/** The count in the summary, larger by `more`. */
function withOtherSum(channel: BookChannel, plain: Buffer, more: number): Buffer {
  const text = plain.toString('latin1');
  const lines = text.split('\r\n');
  const at = lines.length - (channel === 'alipay' ? 4 : 2);
  lines[at] = (lines[at] ?? '').replace(/\d+/, (count) => String(Number(count) + more));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
