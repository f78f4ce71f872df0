/** HID-POS reports to scans: length, symbology, codes over several reports, reports that mean nothing. */
import fc from 'fast-check';
import t from 'tap';
import {
  type HidPosLayout,
  HidPosReports,
  hidPosReports,
  usualLayout,
} from '../../../../hal/scanner/hid-pos-codec.ts';
import { scriptedReports } from '../../../../hal/scanner/simulated-hid-scanner.ts';

const read = (...reports: Uint8Array[]) => {
  const frames = new HidPosReports(usualLayout, 'auto');
  return reports.flatMap((report) => frames.feed(report));
};
const hex = (text: string, length = 64) =>
  Buffer.concat([Buffer.from(text, 'hex'), Buffer.alloc(64)], length);

t.test('a report as scanners send it is a scan', async (t) => {
  const report = hex('020d5d4530363930313233343536373839 32'.replaceAll(' ', ''));
  t.strictSame(read(report), [{ scan: { text: '6901234567892', symbology: ']E0' } }]);
});

t.test('a code of sixty bytes comes in two reports, as in the manual of the LSR118', async (t) => {
  const text = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  0123';
  const [first, second] = hidPosReports({ text: `${text}!`, symbology: ']Q0' });
  t.match(first, { 0: 2, 1: 56, 2: 0x5d, 63: 1 });
  t.match(second, { 0: 2, 1: 4, 63: 0 });
  t.strictSame(read(first ?? hex(''), second ?? hex('')), [{ scan: { text: `${text}!`, symbology: ']Q0' } }]);
});

t.test('without an identifier there is no symbology, whatever stands there instead', async (t) => {
  for (const head of ['000000', '5d0000', '41', '5d5d5d']) {
    const report = hex(`0201${head.padEnd(6, '0')}37`);
    t.strictSame(read(report), [{ scan: { text: '7' } }], head);
  }
});

t.test('reports of other ids mean nothing, also within a code', async (t) => {
  const [first = hex(''), second = hex('')] = hidPosReports({ text: 'x'.repeat(60) });
  t.strictSame(read(first, hex('04ffff'), second), [{ scan: { text: 'x'.repeat(60) } }]);
  t.strictSame(read(hex('00'), Buffer.alloc(0)), []);
});

t.test('a report that is too short or says too much tears the code it is in', async (t) => {
  const [first = hex('')] = hidPosReports({ text: 'x'.repeat(60) });
  t.strictSame(read(hex('0239')), [{ dropped: 'torn' }]);
  t.strictSame(read(hex('0201', 12)), [{ dropped: 'torn' }]);
  t.strictSame(read(first, hex('0239')), [{ dropped: 'torn' }, { dropped: 'torn' }]);
  t.strictSame(read(hex('0200')), [{ dropped: 'torn' }], 'no data are no code');
});

t.test('a code whose rest stays away is dropped whole, never glued to the next', async (t) => {
  const frames = new HidPosReports(usualLayout, 'auto');
  for (const report of scriptedReports({ text: '12345' }, 'torn')) frames.feed(report);
  t.equal(frames.begun, true);
  t.strictSame(frames.abandon(), [{ dropped: 'torn' }]);
  t.strictSame(frames.feed(hidPosReports({ text: '67' })[0] ?? hex('')), [{ scan: { text: '67' } }]);
});

t.test('a code without end costs no memory and is dropped once', async (t) => {
  const frames = new HidPosReports(usualLayout, 'auto');
  const [endless = hex(''), last = hex('')] = hidPosReports({ text: '9'.repeat(60) });
  for (let n = 0; n < 10_000; n += 1) t.strictSame(frames.feed(endless), []);
  t.strictSame(frames.feed(last), [{ dropped: 'tooLong' }]);
  t.strictSame(read(...hidPosReports({ text: '9'.repeat(1025) })), [{ dropped: 'tooLong' }]);
});

t.test('a layout of its own puts everything elsewhere', async (t) => {
  const layout: HidPosLayout = {
    ...{
      reportId: 9,
      reportBytes: 32,
      lengthAt: 4,
      symbologyAt: 1,
      dataAt: 5,
      dataBytesMax: 20,
      continuedAt: 31,
    },
  };
  const frames = new HidPosReports(layout, 'auto');
  const scan = { text: '010690123456789210LOT-42\u001d17261231', symbology: ']d2' };
  t.strictSame(
    hidPosReports(scan, layout).flatMap((report) => frames.feed(report)),
    [{ scan }],
  );
});

t.test('what is encoded is read back, whatever its length', async () => {
  const text = fc.string({
    unit: fc.constantFrom('0', 'a', ']', '\x1d', '商', '𠮷'),
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(text, (text) => {
      const scan = { text, symbology: ']Q3' };
      return JSON.stringify(read(...hidPosReports(scan))) === JSON.stringify([{ scan }]);
    }),
  );
});

t.test('no bytes make it throw, and after any of them the next code is read', async () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), (noise) => {
      const frames = new HidPosReports(usualLayout, 'auto');
      for (const report of noise) frames.feed(report);
      frames.abandon();
      const next = frames.feed(hidPosReports({ text: '6901234567892' })[0] ?? hex(''));
      return JSON.stringify(next) === JSON.stringify([{ scan: { text: '6901234567892' } }]);
    }),
  );
});
