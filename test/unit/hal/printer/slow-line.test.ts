/**
 * A printer on a slow serial line that an earlier process left in the middle of a picture: the zeros that
 * complete it take longer on the line than a question may take, and that is no reason to take it for silent.
 */
import t from 'tap';
import type { ChannelOpener } from '../../../../hal/byte-channel.ts';
import { answersOfStatus, wellStatus } from '../../../../hal/printer/escpos-codec.ts';
import { EscposPrinter } from '../../../../hal/printer/escpos-printer.ts';
import { testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';

/** Bytes that the printer still takes for the picture, and time that a byte takes on the line. */
const [missingBytes, byteMs] = [6_000, 0.1];

/** Opens a line on which bytes arrive one after the other, and counts how often it was opened. */
function slowLine(): { open: ChannelOpener; opened(): number } {
  let [count, missing] = [0, missingBytes];
  const open: ChannelOpener = async (_address, _framing, clock, hooks) => {
    count += 1;
    let free = clock.monotonicMs();
    const say = (byte: number) => hooks.data(Uint8Array.of(byte));
    const hear = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at += 1) {
        const [first, second, n = 0] = bytes.subarray(at, at + 3);
        // Real-time questions are answered also within a picture; everything else it swallows.
        if (first === 0x10 && second === 0x04) say(answersOfStatus(wellStatus)[n - 1] ?? 0x12);
        if (missing > 0) missing -= 1;
        else if (first === 0x1d && second === 0x72) say(0);
      }
    };
    return {
      write: (bytes) => {
        free = Math.max(free, clock.monotonicMs()) + bytes.length * byteMs;
        const arrivesInMs = Math.max(0, free - clock.monotonicMs());
        return new Promise((done) => {
          clock.after(arrivesInMs, () => {
            hear(bytes);
            done();
          });
        });
      },
      close: () => undefined,
    };
  };
  return { open, opened: () => count };
}

t.test('a printer that needs long to complete a command keeps its line', async (t) => {
  const line = slowLine();
  const printer = new EscposPrinter(
    'printer',
    {
      ...{ address: '/dev/ttyS9', open: line.open, baudRate: 9600, columns: 32, statusEveryMs: 20 },
      ...{ recoverEveryMs: 1_000, answerWithinMs: 200, settleWithinMs: 30_000, printWithinMs: 60_000 },
    },
    testContext(),
  );
  t.teardown(() => printer.stop());
  await printer.start();
  await until(() => printer.health().state === 'ready');
  t.match(await printer.print({ jobId: 'mine', receiptLine: 'mine |' }), { by: 'printer' });
  t.equal(line.opened(), 1);
});
