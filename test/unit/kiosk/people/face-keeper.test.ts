/** Templates on the disk: sealed, bound to their owner, forgotten with a proof, and never lost in silence. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { realFaces } from '../../../../src/domain/identity.ts';
import { nearestOf } from '../../../../src/domain/identity-gallery.ts';
import { usualFaces } from '../../../../src/domain/identity-policy.ts';
import { faceKey } from '../../../../src/kiosk/people/face-key.ts';
import { TemplateStore } from '../../../../src/kiosk/people/template-store.ts';
import { memoryFile } from '../../../../src/platform/atomic-file.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import { peopleWorld } from '../../../support/people-world.ts';
import { templateOf } from '../../../support/seen-people.ts';

const dayMs = 86_400_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Every way in which a template could stand in a text. */
function traces(template: Float32Array): string[] {
  const bytes = Buffer.from(template.buffer, template.byteOffset, template.byteLength);
  const numbers = [...template.slice(3, 6)].map((x) => String(x).slice(0, 9));
  return [bytes.toString('base64').slice(8, 60), bytes.toString('hex').slice(8, 60), ...numbers];
}

t.test('what is kept opens again for the same person, and shows nothing to who reads the disk', async (t) => {
  const { keeper, files, records } = peopleWorld();
  const template = templateOf(3);
  const tag = await keeper.enrol('cns_1', template);
  t.equal(
    nearestOf(await keeper.gallery(), templateOf(3, 9))?.personId,
    (await keeper.people())[0]?.personId,
  );
  t.ok((nearestOf(await keeper.gallery(), template)?.distance ?? 1) < realFaces.distanceMax);
  const disk = (await files.faces.load()) ?? '';
  for (const trace of [...traces(template), tag]) t.notOk(disk.includes(trace));
  for (const trace of [...traces(template), tag]) t.notOk(JSON.stringify(records).includes(trace));
});

t.test(
  'enrolled is on record with the hash of the box, forgotten with the proof that it is gone',
  async (t) => {
    const { keeper, files, records } = peopleWorld();
    await keeper.enrol('cns_1', templateOf(3));
    await keeper.enrol('cns_2', templateOf(4));
    const [first] = await keeper.people();
    t.match(records[0], { kind: 'faceEnrolled', sealedHash: sha256(first?.box ?? ''), keptDays: 30 });
    t.equal(await keeper.forget(first?.personId ?? '', 'asked'), true);
    const disk = (await files.faces.load()) ?? '';
    t.match(records.slice(2), [
      { kind: 'consentWithdrawn', consentId: 'cns_1', purpose: 'enrolFace' },
      {
        kind: 'faceForgotten',
        reason: 'asked',
        sealedHash: sha256(first?.box ?? ''),
        storeHash: sha256(disk),
        left: 1,
      },
    ]);
    t.notOk(disk.includes(first?.box ?? '-'));
    t.equal(await keeper.forget(first?.personId ?? '', 'asked'), false, 'twice is harmless');
  },
);

t.test('a template that nobody used for as long as the site allows is forgotten', async (t) => {
  const { keeper, timeline, records, clock } = peopleWorld();
  clock.confirm();
  await keeper.enrol('cns_1', templateOf(3));
  const [face] = await keeper.people();
  await timeline.run(timeline.nowMs() + 20 * dayMs);
  await keeper.recognised(face?.personId ?? '');
  await timeline.run(timeline.nowMs() + 20 * dayMs);
  clock.confirm();
  keeper.tidy();
  await keeper.idle();
  t.equal((await keeper.people()).length, 1, 'it was used meanwhile');
  await timeline.run(timeline.nowMs() + 11 * dayMs);
  clock.confirm();
  keeper.tidy();
  await keeper.idle();
  t.equal((await keeper.people()).length, 0);
  t.match(records.at(-1), { kind: 'faceForgotten', reason: 'expired', left: 0 });
});

t.test(
  'a site that stops recognising forgets everybody; without a word of the site nobody is forgotten',
  async (t) => {
    const { keeper, setPolicy, records } = peopleWorld();
    await keeper.enrol('cns_1', templateOf(3));
    setPolicy(undefined);
    keeper.tidy();
    await keeper.idle();
    t.equal((await keeper.people()).length, 1);
    setPolicy({ ...usualFaces, recognise: false });
    keeper.tidy();
    await keeper.idle();
    t.equal((await keeper.people()).length, 0);
    t.match(records.at(-1), { reason: 'siteStopped' });
  },
);

t.test('who is on record and not in the store is recorded as gone', async (t) => {
  const { keeper, files, records } = peopleWorld();
  await keeper.enrol('cns_1', templateOf(3));
  await files.faces.save('{"version":1,"people":[]}\n');
  keeper.tidy();
  await keeper.idle();
  t.match(records.at(-1), { kind: 'faceForgotten', reason: 'missing', left: 0 });
});

t.test(
  'a damaged store, a moved box and a lost key are told, and nothing is written over them',
  async (t) => {
    const { keeper, files, records, store } = peopleWorld();
    await keeper.enrol('cns_1', templateOf(3));
    await keeper.enrol('cns_2', templateOf(4));
    const good = (await files.faces.load()) ?? '';
    const { people } = JSON.parse(good);
    const swapped = [
      { ...people[0], box: people[1].box },
      { ...people[1], box: people[0].box },
    ];
    const damaged = {
      'half a file': good.slice(0, good.length / 2),
      'a moved box': JSON.stringify({ version: 1, people: swapped }),
      'a flipped bit': good.replace(
        people[0].box.slice(40, 44),
        people[0].box.slice(40, 43) === 'AAA' ? 'BBBB' : 'AAAA',
      ),
    };
    const before = records.length;
    for (const [name, text] of Object.entries(damaged)) {
      await files.faces.save(text);
      await t.rejects(keeper.gallery(), { code: 'FACE_STORE_UNREADABLE' }, name);
      t.equal(store.fault, 'FACE_STORE_UNREADABLE');
      t.equal(await files.faces.load(), text);
    }
    await files.faces.save('no faces at all');
    await t.rejects(keeper.enrol('cns_3', templateOf(5)), { code: 'FACE_STORE_UNREADABLE' });
    t.equal(await files.faces.load(), 'no faces at all');
    t.equal(records.length, before, 'nobody is recorded as gone who may still be there');
    await files.faces.save(good);
    await keeper.gallery();
    t.equal(store.fault, undefined, 'a file that was put back works again');
    const other = new TemplateStore(
      files.faces,
      faceKey(undefined, memoryFile(), seededRandom(4)),
      seededRandom(5),
    );
    await t.rejects(other.gallery(), { code: 'FACE_STORE_UNREADABLE' });
  },
);

t.test('the key comes from systemd where it gives one, and is drawn once otherwise', async (t) => {
  const credential = memoryFile();
  const own = memoryFile();
  const key = faceKey(credential, own, seededRandom(1));
  t.equal(await key.load(), undefined);
  const drawn = await key.loadOrMake();
  t.same(await key.loadOrMake(), drawn);
  await credential.save(`${Buffer.alloc(32, 7).toString('base64url')}\n`);
  t.same(await key.load(), Buffer.alloc(32, 7));
  await credential.save('short');
  await t.rejects(key.load(), { code: 'FACE_STORE_UNREADABLE' });
});
