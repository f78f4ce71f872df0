/** A face that stands for a card's PIN, on the machine where it enrolled: kept apart, verified, counted, forgotten. */
import t from 'tap';
import { usualFaces } from '../../../../src/domain/identity-policy.ts';
import { faceKey } from '../../../../src/kiosk/people/face-key.ts';
import type { PeopleWish } from '../../../../src/kiosk/people/people-ports.ts';
import { TemplateStore } from '../../../../src/kiosk/people/template-store.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import { moving, person } from '../../../support/moving-people.ts';
import { peopleWorld } from '../../../support/people-world.ts';

const code = '907700000000004411';
const paying = { ...usualFaces, payUpToMinor: 5000 };
const pays = (consentId: string, step: 'enrol' | 'verify'): PeopleWish => ({
  ...{ purpose: 'payByFace', consentId, card: { code, step } },
});

/** Somebody enrolled for gifts as `cns_g`, if wished, and for the card as `cns_p`. */
async function enrolled(who: number, { forGifts = false } = {}) {
  const world = peopleWorld();
  world.setPolicy(paying);
  const look = async (wish: PeopleWish, forMs: number, seen = person(who)) => {
    world.flow.follow(wish);
    await world.film(forMs, seen);
    world.flow.follow(undefined);
    await world.settle();
    return world.news.at(-1);
  };
  if (forGifts) await look({ purpose: 'enrolFace', consentId: 'cns_g' }, 1500);
  t.match(await look(pays('cns_p', 'enrol'), 1500), { type: 'faceKept', consentId: 'cns_p', tag: undefined });
  return { ...world, look };
}

t.test('the owner is verified after the movement, and the camera is off by then', async (t) => {
  const { look, camera, keeper, records } = await enrolled(5);
  t.equal(await keeper.payingConsent(code), 'cns_p');
  t.equal(await keeper.payingConsent('907700000000000099'), undefined, 'for no other card');
  t.match(await look(pays('cns_p', 'verify'), 9000, moving(5)), { type: 'faceVerified', consentId: 'cns_p' });
  t.equal(camera.isOn, false);
  t.match(records.at(-1), { kind: 'peopleSeen', purpose: 'payByFace', outcome: 'recognised' });
});

t.test('somebody else, a still face, and somebody enrolled for gifts only are not', async (t) => {
  const { look } = await enrolled(5);
  t.match(await look(pays('cns_p', 'verify'), 3000, moving(6)), { code: 'FACE_UNKNOWN' });
  t.match(await look(pays('cns_p', 'verify'), 14_000, person(5)), { code: 'FACE_CHALLENGE_FAILED' });
  await look({ purpose: 'enrolFace', consentId: 'cns_other' }, 1500, person(6));
  t.match(await look(pays('cns_p', 'verify'), 3000, moving(6)), { code: 'FACE_UNKNOWN' });
  t.match(await look(pays('cns_other', 'verify'), 3000, moving(6)), { code: 'FACE_UNKNOWN' });
});

t.test('a template that pays is never looked for among guests', async (t) => {
  const { look } = await enrolled(5);
  const guest = await look({ purpose: 'recogniseFace', consentId: 'cns_r' }, 3000, moving(5));
  t.match(guest, { type: 'faceNotKnown', code: 'FACE_UNKNOWN' });
});

t.test(
  'looks that fail are counted over a restart; the right PIN or a verified look forgives them',
  async (t) => {
    const { look, keeper, files } = await enrolled(5);
    for (let tries = 0; tries < 5; tries += 1) await look(pays('cns_p', 'verify'), 200, moving(6));
    t.equal(await keeper.payingConsent(code), undefined, 'broken off counts too');
    const after = new TemplateStore(
      files.faces,
      faceKey(undefined, files.key, seededRandom(3)),
      seededRandom(3),
    );
    t.match(await after.people(), [{ consentId: 'cns_p', tries: 5 }], 'everything is on the disk');
    t.equal((await after.galleryOfPayer('cns_p')).personIds.length, 1);
    await keeper.forgiveLooks(code);
    t.equal(await keeper.payingConsent(code), 'cns_p');
    await look(pays('cns_p', 'verify'), 200, moving(6));
    await look(pays('cns_p', 'verify'), 9000, moving(5));
    t.equal((await keeper.people())[0]?.tries, undefined);
  },
);

t.test('who asks to be forgotten is forgotten whole, who stops paying keeps what is for gifts', async (t) => {
  for (const whose of ['everybody', 'payers'] as const) {
    const { look, keeper, records } = await enrolled(5, { forGifts: true });
    await look({ purpose: 'enrolFace', consentId: 'cns_neighbour' }, 1500, person(6));
    const wish = { purpose: 'recogniseFace', consentId: 'cns_f', forgets: whose } as const;
    const known = await look(wish, 9000, moving(5));
    if (known?.type !== 'faceKnown') throw new Error(`not recognised: ${JSON.stringify(known)}`);
    t.equal(await keeper.forgetWhole(known.personId, whose), true);
    const left = (await keeper.people()).map(({ consentId }) => consentId);
    t.same(left, whose === 'everybody' ? ['cns_neighbour'] : ['cns_g', 'cns_neighbour']);
    const withdrawn = records.flatMap((one) => (one.kind === 'consentWithdrawn' ? [one.purpose] : []));
    t.same(withdrawn, whose === 'everybody' ? ['enrolFace', 'payByFace'] : ['payByFace']);
  }
});

t.test(
  'enrolling for the card again replaces, and a card the cloud does not know is forgotten',
  async (t) => {
    const { look, keeper, records } = await enrolled(5);
    await look(pays('cns_again', 'enrol'), 1500);
    t.equal(await keeper.payingConsent(code), 'cns_again');
    t.equal((await keeper.people()).length, 1);
    await keeper.forgetCard(code);
    t.same(await keeper.people(), []);
    t.match(records.at(-1), { kind: 'faceForgotten', reason: 'cardChanged', left: 0 });
  },
);

t.test('a site that lets no face pay any more forgets those that do, and only those', async (t) => {
  const { keeper, setPolicy, records } = await enrolled(5, { forGifts: true });
  setPolicy(usualFaces);
  keeper.tidy();
  await keeper.idle();
  t.same(
    (await keeper.people()).map(({ consentId }) => consentId),
    ['cns_g'],
  );
  t.match(records.slice(-2), [{ purpose: 'payByFace' }, { kind: 'faceForgotten', reason: 'siteStopped' }]);
});

t.test('a camera that goes away ends the look at once', async (t) => {
  const { flow, film, settle, camera, news, recognizer } = await enrolled(5);
  flow.follow(pays('cns_p', 'verify'));
  await film(300, person(5));
  camera.unplug();
  await settle();
  t.match(news.at(-1), { type: 'faceNotKnown', code: 'CAMERA_OFFLINE' });
  t.same([camera.isOn, recognizer.state], [false, 'off']);
});

t.test('the report counts who pays, and the consents for it', async (t) => {
  const { book } = await enrolled(5);
  t.match(book.cameraUses(), [{ purpose: 'payByFace', times: 1 }]);
});
