/** A line that is lost in the middle of a document and is back before anybody looks: nobody knows what is on paper. */
import t from 'tap';
import type { ChannelOpener } from '../../../../hal/byte-channel.ts';
import { answersOfStatus, wellStatus } from '../../../../hal/printer/escpos-codec.ts';
import { EscposPrinter } from '../../../../hal/printer/escpos-printer.ts';
import { faultOf, testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';

/** Answers on its first opening until a document comes, which costs it the line; afterwards it is silent. */
const openOnce = (): ChannelOpener => {
  let first = true;
  return async (_address, _framing, clock, hooks) => {
    const answering = first;
    first = false;
    return {
      write: async (bytes) => {
        if (!answering) return;
        const [lead, name, n = 0] = bytes;
        if (bytes.length > 100) clock.after(20, () => hooks.closed('pulled'));
        else if (lead === 0x10 && name === 0x04)
          hooks.data(Uint8Array.of(answersOfStatus(wellStatus)[n - 1] ?? 0));
        else if (lead === 0x1d && name === 0x72) hooks.data(Uint8Array.of(0));
      },
      close: () => undefined,
    };
  };
};

t.test('a document on a line that was lost and found has no proof', async (t) => {
  const printer = new EscposPrinter(
    'printer',
    {
      ...{ address: '/dev/ttyS9', open: openOnce(), baudRate: 9600, columns: 32, statusEveryMs: 60_000 },
      ...{ recoverEveryMs: 1_000, answerWithinMs: 1_000, settleWithinMs: 100, printWithinMs: 60_000 },
    },
    testContext(),
  );
  t.teardown(() => printer.stop());
  await printer.start();
  await until(() => printer.health().state === 'ready');
  const receiptLine = Array.from({ length: 20 }, (_, i) => `Line ${i} |`).join('\n');
  t.equal(await faultOf(printer.print({ jobId: 'lost', receiptLine })), 'PRINTER_NO_PROOF');
});
