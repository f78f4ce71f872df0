/**
 * A simple printer with a small buffer, behind a device of the kernel, that runs out of paper in the middle of
 * a picture: it takes not one byte more, so neither questions nor the command to clear reach it.
 */
import t from 'tap';
import { answersOfStatus, pushOfStatus, wellStatus } from '../../../../hal/printer/escpos-codec.ts';
import { EscposPrinter } from '../../../../hal/printer/escpos-printer.ts';
import { openLpChannel } from '../../../../hal/printer/lp-channel.ts';
import { FarEnd } from '../../../support/far-end.ts';
import { faultOf, testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';

/** Answers what it reads, and says nothing of what it does not. */
class SmallPrinter extends FarEnd {
  #answered = 0;

  serve(): void {
    this.take();
    const answers = answersOfStatus(wellStatus);
    for (; this.#answered + 2 < this.heard.length; this.#answered += 1) {
      const [dle, name, n = 0] = this.heard.subarray(this.#answered, this.#answered + 3);
      if (dle === 0x10 && name === 0x04) this.say(Uint8Array.of(answers[n - 1] ?? 0x12));
      if (dle === 0x1d && name === 0x72) this.say(Uint8Array.of(0));
    }
  }
}

t.test('a printer that stopped with a full buffer', async (t) => {
  const small = new SmallPrinter(t);
  const serving = setInterval(() => small.serve(), 2);
  const options = {
    ...{ address: small.path, baudRate: 9600, columns: 48, statusEveryMs: 50, recoverEveryMs: 1_000 },
    ...{ answerWithinMs: 300, settleWithinMs: 3_000, printWithinMs: 60_000 },
  };
  const printer = new EscposPrinter(
    'printer',
    { ...options, open: (address, _framing, clock, hooks) => openLpChannel(address, clock, hooks) },
    testContext(),
  );
  t.teardown(async () => {
    await printer.stop();
    clearInterval(serving);
  });
  await printer.start();
  await until(() => printer.health().state === 'ready');
  small.stopAt = small.heard.length + 4_000;
  // A document of 96 KiB: more than the cable and the buffer hold.
  const receiptLine = Array.from({ length: 1_500 }, (_, i) => `第 ${i} 行 |`).join('\n');
  const fault = faultOf(printer.print({ jobId: 'half', receiptLine }));
  await until(() => small.heard.length >= small.stopAt);
  small.say(pushOfStatus({ ...wellStatus, online: false, paper: 'out' }));
  t.equal(await fault, 'PRINTER_PAPER_OUT', 'the job ends though the printer takes nothing');
  t.match(printer.health(), { state: 'unavailable', fault: 'PRINTER_PAPER_OUT' });

  small.stopAt = Number.POSITIVE_INFINITY;
  small.say(pushOfStatus(wellStatus));
  await until(() => printer.health().state === 'ready');
  t.match(await printer.print({ jobId: 'next', receiptLine: 'next |' }), { jobId: 'next' });
  const cleared = small.heard.indexOf(Buffer.from([0x10, 0x14, 0x08]));
  t.ok(cleared > 0, 'the command to forget the rest came as soon as it could');
  t.ok(small.heard.length < 60_000, 'the rest of the document was never sent');
});
