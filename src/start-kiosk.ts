/**
 * Starts one machine: `start-kiosk.ts --config FILE --data DIR [--port N]`. The machine itself is in
 * `start-machine.ts`; it is loaded when the process is as small as it can be. Its compiled code is kept with the
 * data, or in the folder `KIOSKD_CODE_CACHE`, which machines on one computer may share.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { becomeLean } from './platform/lean-process.ts';

const { values } = parseArgs({
  options: { config: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' } },
});
if (!values.config || !values.data) {
  throw new Error('usage: start-kiosk.ts --config FILE --data DIR [--port N]');
}
const machine = new URL('./start-machine.ts', import.meta.url).href;
await becomeLean({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheFolder: process.env.KIOSKD_CODE_CACHE ?? join(values.data, 'code-cache'),
  modules: [
    machine,
    new URL('./kiosk/journal/sqlite-store-worker.ts', import.meta.url).href,
    new URL('../hal/gpio/line-board-thread.ts', import.meta.url).href,
    new URL('../models/codes/zxing-thread.ts', import.meta.url).href,
  ],
});
const { startMachine } = await import('./start-machine.ts');
await startMachine({
  configFile: values.config,
  dataFolder: values.data,
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
});
