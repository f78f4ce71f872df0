/** Camera, lamp and recognizer run for a consent and no longer; what comes of it is told and recorded. */
import t from 'tap';
import type { RecordOf } from '../../../../src/domain/record.ts';
import type { PeopleWish, ReactionWish } from '../../../../src/kiosk/people/people-ports.ts';
import { movements, person } from '../../../support/moving-people.ts';
import { peopleWorld } from '../../../support/people-world.ts';
import { seenFace, templateOf } from '../../../support/seen-people.ts';

const wishFor = (purpose: PeopleWish['purpose'], consentId: string): PeopleWish => ({
  ...{ purpose, consentId },
});
async function enrolled(who: number) {
  const world = peopleWorld();
  world.flow.follow(wishFor('enrolFace', 'cns_e'));
  await world.film(1500, person(who));
  world.flow.follow(undefined);
  await world.settle();
  const kept = world.news.find((one) => one.type === 'faceKept');
  return { ...world, tag: kept?.type === 'faceKept' ? kept.tag : '' };
}

t.test('nothing runs before a wish, and nothing after it', async (t) => {
  const { flow, camera, recognizer, lamp, settle, records } = peopleWorld();
  flow.follow(undefined);
  await settle();
  t.same([camera.isOn, recognizer.started.length, lamp, records.length], [false, 0, [], 0]);
  flow.follow(wishFor('recogniseFace', 'cns_1'));
  await settle();
  t.same([camera.isOn, recognizer.state, lamp], [true, 'ready', [true]]);
  flow.follow(undefined);
  t.equal(camera.isOn, false, 'off at once');
  await settle();
  t.same([recognizer.state, lamp], ['off', [true, false]]);
  t.match(records, [{ kind: 'peopleSeen', purpose: 'recogniseFace', consentId: 'cns_1', outcome: 'ended' }]);
});

t.test('only what the purpose needs is read of a face', async (t) => {
  const { flow, recognizer, settle } = peopleWorld();
  for (const purpose of ['recogniseFace', 'enrolFace', 'readReaction'] as const) {
    flow.follow(wishFor(purpose, `cns_${purpose}`));
    await settle();
  }
  t.same(recognizer.started, [
    { templates: true, expression: false, body: false },
    { templates: true, expression: false, body: false },
    { templates: false, expression: true, body: false },
  ]);
});

t.test('the lamp burns for whoever turned the camera on, and goes out with it', async (t) => {
  const { camera, lamp, settle } = peopleWorld();
  const end = camera.watch(() => undefined);
  await settle();
  t.same(lamp, [true], 'for a picture of goods too');
  end();
  await settle();
  t.same(lamp, [true, false]);
});

t.test('a lamp that does not burn keeps the camera off', async (t) => {
  const { flow, camera, recognizer, news, settle } = peopleWorld(false);
  flow.follow(wishFor('recogniseFace', 'cns_1'));
  await settle();
  t.same([camera.isOn, recognizer.started.length], [false, 0]);
  t.match(news, [{ type: 'faceNotKnown', code: 'CAMERA_LAMP_DARK' }]);
});

t.test('somebody who enrolled is recognised after the movement, and known by the tag', async (t) => {
  const { flow, film, news, camera, tag, records, settle } = await enrolled(5);
  t.match(tag, /^[0-9A-HJKMNP-TV-Z]{8}$/);
  flow.follow(wishFor('recogniseFace', 'cns_r'));
  await film(9000, person(5, movements));
  await settle();
  t.match(news.at(-1), { type: 'faceKnown', consentId: 'cns_r', tag });
  t.equal(camera.isOn, false, 'the camera is off before anybody leaves the page');
  t.match(records.at(-1), { kind: 'peopleSeen', outcome: 'recognised' });
});

t.test('a still face of somebody enrolled is not let through', async (t) => {
  const { flow, film, news } = await enrolled(5);
  flow.follow(wishFor('recogniseFace', 'cns_r'));
  await film(14_000, person(5));
  t.match(news.at(-1), { type: 'faceNotKnown', code: 'FACE_CHALLENGE_FAILED' });
});

t.test('a stranger is unknown, and their template is nowhere', async (t) => {
  const { flow, film, news, files, store } = await enrolled(5);
  const before = await files.faces.load();
  flow.follow(wishFor('recogniseFace', 'cns_r'));
  await film(3000, person(6, movements));
  t.match(news.at(-1), { type: 'faceNotKnown', code: 'FACE_UNKNOWN' });
  t.equal(await files.faces.load(), before);
  t.equal((await store.people()).length, 1);
});

t.test('a recognizer that ended and a camera that gives nothing are told', async (t) => {
  const { flow, recognizer, news, settle, timeline } = peopleWorld();
  flow.follow(wishFor('recogniseFace', 'cns_1'));
  await settle();
  recognizer.fail();
  t.match(news.at(-1), { code: 'FACE_READER_ENDED' });
  flow.follow(wishFor('recogniseFace', 'cns_2'));
  await timeline.run(timeline.nowMs() + 13_000);
  t.match(news.at(-1), { consentId: 'cns_2', code: 'CAMERA_STALLED' });
});

const offer = { giftId: 'gft_1', offerId: 'ofr_1' };
const answered = (answer: RecordOf<'giftAnswered'>['answer']): RecordOf<'giftAnswered'> => ({
  ...{ kind: 'giftAnswered', orderId: 'ord_1', answer, answeredAfterMs: 2000 },
  ...offer,
});

async function reacting(
  faces: (ms: number) => readonly ReturnType<typeof seenFace>[],
  faceTag?: string,
  world = peopleWorld(),
) {
  const { flow, film, clock, news } = world;
  const reaction: ReactionWish = { ...(faceTag ? { faceTag } : {}) };
  const wish = wishFor('readReaction', 'cns_x');
  flow.follow({ ...wish, reaction });
  await film(1500, (ms) => faces(ms - 1500));
  const ready = news.some(({ type }) => type === 'reactionReady');
  flow.follow({ ...wish, reaction: { ...reaction, shown: { ...offer, atMs: clock.now() } } });
  await film(3000, faces);
  return { ...world, ready };
}

t.test('a smile at the offer goes into the answer, and the camera off with it', async (t) => {
  const smiling = (ms: number) => [seenFace({ expressions: { happy: ms > 300 ? 0.95 : 0.02 } })];
  const { flow, ready, camera, settle, records } = await reacting(smiling);
  t.equal(ready, true);
  const [body] = flow.withReaction([answered('accepted')]);
  t.match(body, { reaction: { label: 'delighted', evidence: ['smiledBroadly'] } });
  t.equal(camera.isOn, false);
  await settle();
  t.match(records.at(-1), { kind: 'peopleSeen', purpose: 'readReaction', outcome: 'read' });
  t.same(flow.withReaction([answered('accepted')]), [answered('accepted')], 'and once only');
});

t.test('what a bystander does is read as nothing', async (t) => {
  const beside = (ms: number) => [
    seenFace(),
    ...(ms > -500 ? [seenFace({ track: 2, expressions: { happy: 0.95 } })] : []),
  ];
  const { flow } = await reacting(beside);
  const [body] = flow.withReaction([answered('accepted')]);
  t.match(body, { reaction: { label: 'neutral' } });
});

t.test('where two people stand from the beginning, nobody is read', async (t) => {
  const two = () => [seenFace(), seenFace({ track: 2, expressions: { happy: 0.9 } })];
  const { flow, ready } = await reacting(two);
  t.equal(ready, false);
  const [body] = flow.withReaction([answered('accepted')]);
  t.match(body, { reaction: { label: 'unclear', evidence: ['seenTooLittle'] } });
});

t.test('of two people the one who enrolled is read, when the gift was found by their face', async (t) => {
  const world = await enrolled(5);
  let look = 100;
  const two = (ms: number) => {
    look += 1;
    return [
      seenFace({ track: 8, template: templateOf(9, look), expressions: { angry: 0.9 } }),
      seenFace({ track: 9, template: templateOf(5, look), expressions: { happy: ms > 300 ? 0.95 : 0 } }),
    ];
  };
  const { flow } = await reacting(two, world.tag, world);
  const [body] = flow.withReaction([answered('accepted')]);
  t.match(body, { reaction: { label: 'delighted' } });
});

t.test('"not for me" and no answer tell nothing of a face', async (t) => {
  for (const answer of ['notMe', 'noAnswer'] as const) {
    const { flow } = await reacting(() => [seenFace({ expressions: { happy: 0.9 } })]);
    t.same(flow.withReaction([answered(answer)]), [answered(answer)]);
  }
});

t.test('without a wish for it an answer is recorded as it is', async (t) => {
  const { flow, recognizer } = peopleWorld();
  t.same(flow.withReaction([answered('accepted')]), [answered('accepted')]);
  t.equal(recognizer.started.length, 0);
});
