/** What every scanner driver owes (`hal/scanner/scanner.ts`), over each way to the device. */
import t from 'tap';
import type { Scan } from '../../hal/scanner/scanner.ts';
import { SerialScanner } from '../../hal/scanner/serial-scanner.ts';
import { testContext } from '../support/hal-context.ts';
import { startSimulators, ways } from '../support/hal-simulators.ts';
import { until } from '../support/hal-until.ts';

for (const way of ways) {
  t.test(`a scanner ${way.name}`, { skip: way.skip }, async (t) => {
    const simulators = await startSimulators(t);
    const context = testContext();
    const scanner = new SerialScanner(
      'scanner',
      {
        address: await way.address(t, simulators.scanner),
        baudRate: 9600,
        framing: 'line',
        textEncoding: 'auto',
        symbologyPrefix: true,
        frameGapMs: 100,
      },
      context,
    );
    const scans: Scan[] = [];
    scanner.on('scanned', (scan) => scans.push(scan));
    t.teardown(() => scanner.stop());
    const dropped = () =>
      context.warnings.filter(({ fields }) => fields?.fault === 'SCANNER_FRAME_MALFORMED');
    t.equal(scanner.health().state, 'unavailable', 'does nothing before it is started');
    await scanner.start();
    await until(() => scanner.health().state === 'ready');
    t.beforeEach(() => {
      scans.length = 0;
      context.warnings.length = 0;
    });

    t.test('tells a code once, with its symbology and without its framing', async (t) => {
      await simulators.post('/scan', { code: '6901234567892', symbology: ']E0' });
      await until(() => scans.length > 0);
      t.strictSame(scans, [{ text: '6901234567892', symbology: ']E0' }]);
    });

    t.test('tells many codes in the order they were presented', async (t) => {
      const codes = Array.from({ length: 25 }, (_, i) => `code-${i}-${'x'.repeat(i)}`);
      for (const code of codes) await simulators.post('/scan', { code });
      await until(() => scans.length >= codes.length);
      t.strictSame(
        scans.map(({ text }) => text),
        codes,
      );
    });

    t.test('keeps FNC1 as GS and every other character of the code', async (t) => {
      const code = '010690123456789210批次7\u001d3103001250,汽水,¥3.5,24个月';
      await simulators.post('/scan', { code, symbology: ']d2' });
      await until(() => scans.length > 0);
      t.strictSame(scans, [{ text: code, symbology: ']d2' }]);
    });

    t.test('tells a code that is presented twice two times, because it remembers nothing', async (t) => {
      await simulators.post('/scan', { code: '4006381333931', symbology: ']E0', script: 'double' });
      await until(() => scans.length > 1);
      t.equal(scans.length, 2);
    });

    t.test('tells no symbology where the scanner sends none', async (t) => {
      await simulators.post('/scan', { code: '4006381333931', symbology: ']E0', script: 'noPrefix' });
      await until(() => scans.length > 0);
      t.strictSame(scans, [{ text: '4006381333931' }]);
    });

    t.test('drops a torn frame whole and reads the next one', async (t) => {
      await simulators.post('/scan', { code: '1111111111111111', script: 'torn' });
      await until(() => dropped().length > 0);
      await simulators.post('/scan', { code: '2222222222222222' });
      await until(() => scans.length > 0);
      t.strictSame(scans, [{ text: '2222222222222222' }]);
      t.strictSame(
        dropped().map(({ fields }) => fields?.reason),
        ['torn'],
      );
    });

    t.test('drops noise and reads the code behind it', async (t) => {
      await simulators.post('/scan', { code: '6901234567892', script: 'garbage' });
      await until(() => scans.length > 0);
      t.strictSame(scans, [{ text: '6901234567892' }]);
      t.equal(dropped().length, 1);
    });

    t.test('comes back by itself when it was unplugged, and tells both', async (t) => {
      const healths: string[] = [];
      scanner.on('healthChanged', ({ state, fault }) => healths.push(fault ?? state));
      await simulators.post('/scanner', { state: 'offline' });
      await until(() => scanner.health().state === 'unavailable');
      t.equal(scanner.health().fault, 'SCANNER_OFFLINE');
      await simulators.post('/scanner', { state: 'ok' });
      await until(() => scanner.health().state === 'ready');
      await until(async () => {
        await simulators.post('/scan', { code: 'again' });
        return scans.length > 0;
      });
      t.strictSame(scans[0], { text: 'again' });
      t.strictSame(healths.slice(0, 2), ['SCANNER_OFFLINE', 'ready']);
    });

    t.test('hears nothing after it was stopped', async (t) => {
      await scanner.stop();
      await simulators.post('/scan', { code: 'unheard' });
      await scanner.start();
      await until(() => scanner.health().state === 'ready');
      await until(async () => {
        await simulators.post('/scan', { code: 'heard' });
        return scans.length > 0;
      });
      t.notOk(scans.some(({ text }) => text === 'unheard'));
    });
  });
}

t.test('a scanner that is absent at the start is told unavailable and found later', async (t) => {
  const simulators = await startSimulators(t);
  await simulators.post('/scanner', { state: 'offline' });
  const scanner = new SerialScanner(
    'scanner',
    {
      address: simulators.scanner,
      baudRate: 9600,
      framing: 'line',
      textEncoding: 'auto',
      symbologyPrefix: true,
      frameGapMs: 100,
    },
    testContext(),
  );
  t.teardown(() => scanner.stop());
  await scanner.start();
  t.match(scanner.health(), { state: 'unavailable', fault: 'SCANNER_OFFLINE' });
  await simulators.post('/scanner', { state: 'ok' });
  await until(() => scanner.health().state === 'ready');
});
