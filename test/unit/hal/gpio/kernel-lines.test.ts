/** Lines found by name on chips found by label, and the kernel's structures behind them. */
import t from 'tap';
import { decodeLineEvents, encodeLineRequest, gpioRequests } from '../../../../hal/gpio/gpiochip-codec.ts';
import { type GpioFiles, KernelLines, type NamedLine } from '../../../../hal/gpio/kernel-lines.ts';

interface FakeLine {
  readonly name: string;
  readonly heldBy?: string;
}
type FakeChip = { readonly label: string; readonly lines: readonly FakeLine[] };

/** Chips that answer as the kernel does, from byte offsets written down independently of the codec. */
class FakeKernel implements GpioFiles {
  readonly open_ = new Set<number>();
  readonly requests: Buffer[] = [];
  readonly levels = new Map<number, bigint>();
  events = Buffer.alloc(0);
  readonly #chips: readonly FakeChip[];
  #lastFile = 10;

  constructor(chips: readonly FakeChip[]) {
    this.#chips = chips;
  }

  chips = () => this.#chips.map((_, i) => `/dev/gpiochip${i}`);
  open = (path: string) => this.#newFile(this.#chips[Number(path.slice(-1))]);
  close = (file: number) => void this.open_.delete(file);
  readNow = (_file: number, into: Buffer) => this.events.copy(into);
  readonly #chipOf = new Map<number, FakeChip | undefined>();

  ioctl = (file: number, request: number, data: Buffer): void => {
    if (!this.open_.has(file)) throw new Error('EBADF');
    const chip = this.#chipOf.get(file);
    if (request === gpioRequests.chipInfo) {
      data.write('gpiochip?', 0);
      data.write(chip?.label ?? '', 32);
      data.writeUInt32LE(chip?.lines.length ?? 0, 64);
    } else if (request === gpioRequests.lineInfo) {
      const { name = '', heldBy = '' } = chip?.lines[data.readUInt32LE(64)] ?? {};
      data.write(name, 0);
      data.write(heldBy, 32);
      data.writeBigUInt64LE(heldBy === '' ? 0n : 1n, 72);
    } else if (request === gpioRequests.requestLines) {
      this.requests.push(data);
      data.writeInt32LE(this.#newFile(undefined), 588);
    } else if (request === gpioRequests.writeValues) {
      const before = this.levels.get(file) ?? 0n;
      const [bits, mask] = [data.readBigUInt64LE(0), data.readBigUInt64LE(8)];
      this.levels.set(file, (before & ~mask) | (bits & mask));
    } else if (request === gpioRequests.readValues) {
      data.writeBigUInt64LE((this.levels.get(file) ?? 0n) & data.readBigUInt64LE(8), 0);
    }
  };

  #newFile(chip: FakeChip | undefined): number {
    this.#lastFile += 1;
    this.open_.add(this.#lastFile);
    this.#chipOf.set(this.#lastFile, chip);
    return this.#lastFile;
  }
}

const as = { chip: 'kiosk-io', activeLow: false, bias: 'asIs', debounceMs: 0 } as const;
const output = (name: string, more: Partial<NamedLine> = {}): NamedLine => ({
  ...{ name, line: name, direction: 'output' },
  ...as,
  ...more,
});
const input = (name: string, more: Partial<NamedLine> = {}) => output(name, { direction: 'input', ...more });
const kiosk = ['-', 'motor', 'drop', 'coin', 'lamp'].map((name) => ({ name }));
const chips = [
  { label: 'other', lines: [{ name: 'drop' }] },
  { label: 'kiosk-io', lines: kiosk },
];

t.test('lines that are set up alike are asked for together, outputs off', async (t) => {
  const kernel = new FakeKernel(chips);
  const lines = new KernelLines(
    [
      output('motor'),
      output('light', { line: 'lamp' }),
      input('drop', { debounceMs: 3, bias: 'pullUp', activeLow: true }),
    ],
    kernel,
  );
  t.strictSame(lines.outputs, ['motor', 'light']);
  t.strictSame(lines.inputs, ['drop']);
  const [outputs, inputs] = kernel.requests;
  t.equal(kernel.requests.length, 2);
  t.strictSame([outputs?.readUInt32LE(560), outputs?.readUInt32LE(0), outputs?.readUInt32LE(4)], [2, 1, 4]);
  t.equal(outputs?.readBigUInt64LE(288), 1n << 3n, 'output');
  t.strictSame([outputs?.readUInt32LE(320), outputs?.readBigUInt64LE(328)], [2, 0n], 'all begin inactive');
  t.equal(inputs?.readBigUInt64LE(288), (1n << 1n) | (1n << 2n) | (1n << 4n) | (1n << 8n));
  t.strictSame([inputs?.readUInt32LE(320), inputs?.readUInt32LE(328)], [3, 3_000], 'debounced by the kernel');
  t.equal(kernel.open_.size, 2, 'the chips are closed, the lines are open');
  lines.close();
  t.equal(kernel.open_.size, 0);
});

t.test('each line is driven and read alone', async (t) => {
  const kernel = new FakeKernel(chips);
  const lines = new KernelLines([output('motor'), output('lamp'), input('drop'), input('coin')], kernel);
  const [outputs = -1, inputs = -1] = lines.files;
  lines.drive('lamp', true);
  t.equal(kernel.levels.get(outputs), 0b10n);
  lines.drive('motor', true);
  lines.drive('lamp', false);
  t.equal(kernel.levels.get(outputs), 0b01n);
  kernel.levels.set(inputs, 0b10n);
  t.strictSame([lines.level('drop'), lines.level('coin')], [false, true]);
});

t.test('edges are told by name with the sequence of their line', async (t) => {
  const kernel = new FakeKernel(chips);
  const lines = new KernelLines([input('drop'), input('coin')], kernel);
  const event = (offset: number, lineSequence: number) => {
    const bytes = Buffer.alloc(48);
    bytes.writeUInt32LE(1, 8);
    bytes.writeUInt32LE(offset, 12);
    bytes.writeUInt32LE(999, 16);
    bytes.writeUInt32LE(lineSequence, 20);
    return bytes;
  };
  kernel.events = Buffer.concat([event(3, 1), event(2, 7), event(3, 2)]);
  t.strictSame(lines.takeEdges(lines.files[0] ?? -1), [
    { input: 'coin', sequence: 1 },
    { input: 'drop', sequence: 7 },
    { input: 'coin', sequence: 2 },
  ]);
  t.strictSame(decodeLineEvents(event(1, 1).subarray(0, 47)), [], 'half an event is none');
});

t.test('what is not to be had is said, and nothing is left open', async (t) => {
  const held = { label: 'held', lines: [{ name: 'motor', heldBy: 'spi0' }] };
  const double = { label: 'double', lines: [{ name: 'drop' }, { name: 'drop' }] };
  for (const [line, reason] of [
    [output('motor', { chip: 'absent' }), 'no chip absent among other, kiosk-io, held, double'],
    [output('bell'), 'the chip has no line bell'],
    [output('motor', { chip: 'held' }), 'line motor is held by spi0'],
    [input('drop', { chip: 'double' }), 'the chip has 2 lines drop'],
  ] as const) {
    const kernel = new FakeKernel([...chips, held, double]);
    t.throws(() => new KernelLines([input('coin'), line], kernel), { message: reason });
    t.equal(kernel.open_.size, 0);
  }
});

t.test('more lines than one request takes are spread over several', async (t) => {
  const names = Array.from({ length: 100 }, (_, i) => `motor.${i}`);
  const kernel = new FakeKernel([{ label: 'kiosk-io', lines: names.map((name) => ({ name })) }]);
  const lines = new KernelLines(
    names.map((name) => output(name)),
    kernel,
  );
  t.equal(kernel.requests.length, 2);
  lines.drive('motor.99', true);
  t.equal(kernel.levels.get(lines.files[1] ?? -1), 1n << 35n);
  t.equal(encodeLineRequest([1], output('x'), 'a'.repeat(60)).readUInt8(256 + 31), 0, 'the name ends');
});
