/**
 * The machine's process in a guest that runs nothing else. The machine's pages are on the loopback only,
 * and the host's side of the network arrives at the guest's own address: connections are passed on.
 */
import { connect, createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { startMachine } from '../../../src/start-machine.ts';

const guestAddress = '10.0.2.15';

const { values } = parseArgs({
  options: { config: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' } },
});
const port = Number(values.port);
createServer((outside) => {
  const inside = connect(port, '127.0.0.1');
  // Either end may go at any moment, and the other one goes with it.
  outside.on('error', () => inside.destroy());
  inside.on('error', () => outside.destroy());
  outside.pipe(inside).pipe(outside);
}).listen(port, guestAddress);
await startMachine({ configFile: values.config ?? '', dataFolder: values.data ?? '', port });
