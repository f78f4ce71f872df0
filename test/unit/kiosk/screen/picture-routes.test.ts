import t, { type Test } from 'tap';
import { Fault } from '../../../../src/domain/fault.ts';
import { buildScreenServer } from '../../../../src/kiosk/screen/screen-server.ts';
import type { View } from '../../../../src/kiosk/screen/view.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { workFolder } from '../../../support/work-folder.ts';

const jpeg = Buffer.from([0xff, 0xd8, 1, 0xff, 0xd9]);
const sixteenMiB = 16 * 1024 * 1024;

function serverAt(t: Test, withPictures = true) {
  const taken: Uint8Array[] = [];
  let busy = false;
  const pictures = {
    picture: (id: string) => (id === '7' ? { bytes: jpeg, contentType: 'image/jpeg' } : undefined),
    take: async (bytes: Uint8Array) => {
      if (busy) throw new Fault('SALE_BUSY', 'read');
      taken.push(bytes);
      return { read: 2, unread: 1 };
    },
  };
  const { server } = buildScreenServer({
    ...{ port: 0, webFolder: workFolder(t), technicianToken: 'the token of a technician', log: silentLog },
    view: () => ({}) as View,
    onViewChanged: () => undefined,
    tap: () => undefined,
    ...(withPictures ? { pictures } : {}),
    technician: async () => undefined,
  });
  t.teardown(() => server.close());
  const handIn = async (payload: Buffer | string, headers: Record<string, string> = {}) => {
    const answer = await server.inject({
      ...{ method: 'POST', url: '/pictures', payload },
      headers: { 'content-type': 'image/jpeg', host: 'localhost', ...headers },
    });
    return { status: answer.statusCode, ...answer.json() };
  };
  return {
    ...{ server, taken, handIn },
    becomeBusy: () => {
      busy = true;
    },
  };
}

t.test('a picture is handed in as its bytes and answered with what was read', async (t) => {
  const { handIn, taken } = serverAt(t);
  t.same(await handIn(jpeg), { status: 200, read: 2, unread: 1 });
  t.same(await handIn(jpeg, { 'content-type': 'image/png' }), { status: 200, read: 2, unread: 1 });
  t.same(
    taken.map((bytes) => Buffer.from(bytes)),
    [jpeg, jpeg],
  );
});

t.test('what is no picture, too large or of another site is refused before it is read', async (t) => {
  const { handIn, taken } = serverAt(t);
  t.match(await handIn(Buffer.alloc(sixteenMiB)), { status: 413, code: 'PICTURE_TOO_LARGE' });
  t.match(await handIn('{"a":1}', { 'content-type': 'application/json' }), { status: 400 });
  t.match(await handIn('x', { 'content-type': 'image/svg+xml' }), { status: 415 });
  t.match(await handIn(jpeg, { origin: 'http://elsewhere.example' }), { status: 401, code: 'ACCESS_DENIED' });
  t.same(taken, []);
});

t.test('what the machine refuses is answered with its code', async (t) => {
  const { handIn, becomeBusy } = serverAt(t);
  becomeBusy();
  t.same(await handIn(jpeg), { status: 409, code: 'SALE_BUSY' });
});

t.test('the picture on the screen is sent under its id, and kept by nobody', async (t) => {
  const { server } = serverAt(t);
  const answer = await server.inject('/picture/7');
  t.match(answer, {
    statusCode: 200,
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
  });
  t.same(answer.rawPayload, jpeg);
  for (const other of ['8', 'x', '7777777777777', '%2e%2e']) {
    t.equal((await server.inject(`/picture/${other}`)).statusCode, 404, other);
  }
});

t.test('a machine that takes no pictures has no place for them', async (t) => {
  const { server } = serverAt(t, false);
  t.equal((await server.inject('/picture/7')).statusCode, 404);
  const posted = await server.inject({ method: 'POST', url: '/pictures', payload: {} });
  t.equal(posted.statusCode, 404);
});
