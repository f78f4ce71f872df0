/** What a printer answers: told apart by fixed bits, as the ESC/POS reference has them. */
import fc from 'fast-check';
import t from 'tap';
import {
  answersOfStatus,
  commands,
  type EscposStatus,
  PrinterAnswers,
  pushOfStatus,
  statusOfAnswers,
  wellStatus as well,
} from '../../../../hal/printer/escpos-codec.ts';

const read = (...bytes: number[]) => new PrinterAnswers().feed(Uint8Array.from(bytes));
const statuses: EscposStatus[] = [
  well,
  { ...well, paper: 'nearEnd' },
  { ...well, online: false, paper: 'out' },
  { ...well, online: false, cover: 'open' },
  { ...well, online: false, cutter: 'error' },
  { ...well, online: false, error: 'recoverable' },
  { ...well, online: false, error: 'passing' },
  { ...well, online: false, error: 'unrecoverable', cutter: 'error' },
  { ...well, drawerSignal: 'high' },
];

t.test('a pushed status is four bytes and says everything', async (t) => {
  for (const status of statuses) {
    t.strictSame(read(...pushOfStatus(status)), [{ kind: 'pushed', status }]);
  }
});

t.test('the four real-time answers together give the same status', async (t) => {
  for (const status of statuses) {
    const answers = answersOfStatus(status);
    t.ok(answers.every((byte) => (byte & 0x93) === 0x12));
    t.strictSame(statusOfAnswers(answers), status);
  }
});

t.test('answers seen on real printers are understood', async (t) => {
  t.match(statusOfAnswers([0x1a, 0x32, 0x12, 0x7e]), { online: false, paper: 'out', cover: 'closed' });
  t.match(
    statusOfAnswers([0x16, 0x12, 0x12, 0x12]),
    { ...well, drawerSignal: 'high' },
    'an open drawer is no fault of the printer',
  );
  t.match(statusOfAnswers([0x12, 0x12, 0x12, 0x1e]), { paper: 'nearEnd' });
  t.match(statusOfAnswers([0x1a, 0x52, 0x32, 0x12]), { online: false, error: 'unrecoverable' });
});

t.test('answers of every kind are told apart in one stream, however it is cut', async (t) => {
  const stream = [0x12, ...pushOfStatus(well), 0x00, 0x37, 0x25, 0x00, 0x16, 0x0f];
  const expected = [
    { kind: 'realTime', byte: 0x12 },
    { kind: 'pushed', status: well },
    { kind: 'processed' },
    { kind: 'block' },
    { kind: 'realTime', byte: 0x16 },
    { kind: 'processed' },
  ];
  t.strictSame(read(...stream), expected);
  const answers = new PrinterAnswers();
  t.strictSame(
    stream.flatMap((byte) => answers.feed(Uint8Array.of(byte))),
    expected,
  );
});

t.test('noise is told as noise and costs no answer behind it', async (t) => {
  t.strictSame(read(0xff, 0x80, 0x12), [
    { kind: 'noise', byte: 0xff },
    { kind: 'noise', byte: 0x80 },
    { kind: 'realTime', byte: 0x12 },
  ]);
  t.strictSame(read(0x10, 0x12), [
    { kind: 'noise', byte: 0x10 },
    { kind: 'realTime', byte: 0x12 },
  ]);
});

t.test('no bytes make it throw, and a block without an end is given up', async (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void new PrinterAnswers().feed(bytes)));
  const answers = new PrinterAnswers();
  answers.feed(Uint8Array.from({ length: 80 }, () => 0x37));
  t.strictSame(answers.feed(Uint8Array.of(0x12)), [{ kind: 'realTime', byte: 0x12 }]);
});

t.test('commands are the bytes of the reference', async (t) => {
  t.strictSame([...commands.askStatus(4)], [0x10, 0x04, 4]);
  t.strictSame([...commands.askProcessed], [0x1d, 0x72, 1]);
  t.strictSame([...commands.pushStatus], [0x1d, 0x61, 0xff]);
  t.equal(commands.clearBuffers.length, 10);
  t.strictSame([...commands.recover], [0x10, 0x05, 2]);
  t.strictSame([...commands.openDrawer(5)], [0x1b, 0x70, 1, 50, 250]);
});
