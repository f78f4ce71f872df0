/** In processes of their own, as what a module does to every buffer cannot be taken back. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';

const source = (path: string) => new URL(`../../../src/${path}`, import.meta.url).href;
const usualBlocksBytes = 64 * 1024;

/** Bytes that a small buffer keeps alive where a module was loaded. */
async function keptBySmallBuffer(module: string | undefined): Promise<number> {
  const script = `
    ${module === undefined ? '' : `await import(${JSON.stringify(module)});`}
    Buffer.allocUnsafe(100);
    for (let bytes = 0; bytes < 1e6; bytes += 100) Buffer.allocUnsafe(100);
    console.log(Buffer.allocUnsafe(4).buffer.byteLength);`;
  const args = ['--input-type=module', '--eval', script];
  return Number((await promisify(execFile)(process.execPath, args)).stdout);
}

t.test('a small buffer keeps no large block alive in what speaks MQTT', async (t) => {
  t.ok((await keptBySmallBuffer(undefined)) >= usualBlocksBytes, 'Node itself would');
  for (const module of ['platform/mqtt-link.ts', 'demo/embedded-broker.ts']) {
    t.ok((await keptBySmallBuffer(source(module))) <= 1024, module);
  }
});
