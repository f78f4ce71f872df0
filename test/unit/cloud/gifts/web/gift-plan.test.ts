import t from 'tap';
import {
  describe,
  draftOf,
  featuresOf,
  type GiftPlan,
  newPlan,
  thresholdOf,
  whomProblem,
} from '../../../../../src/cloud/gifts/web/giving/gift-plan.ts';
import { giftDraftSchema } from '../../../../../src/wire/rest-gifts.ts';

const plan = (more: Partial<GiftPlan> = {}): GiftPlan => ({
  ...newPlan({ name: '小林', contact: '' }),
  target: { kind: 'product', productId: 'latte', name: { zh: '拿铁', en: 'Latte' } },
  amountMinor: 1400,
  ...more,
});
const morning = { kind: 'described', operator: 'inRange', name: 'hour', from: 6, to: 10 } as const;

t.test('a new gift is for whoever has its code, and what is sent fits the contract', (t) => {
  const draft = giftDraftSchema.parse(draftOf(plan({ words: '  早上好 ' })));
  t.match(draft, {
    ...{ features: [{ kind: 'pickupCode' }], threshold: 1, words: '早上好', days: 30 },
    target: { kind: 'product', productId: 'latte' },
    wishes: { showGiver: true, showContact: false, refundWhenDeclined: 'atOnce' },
  });
  t.equal(draft.keepAt, undefined);
  t.end();
});

t.test('nothing is sent while nothing is chosen', (t) => {
  t.equal(draftOf(plan({ target: undefined })), undefined);
  t.equal(draftOf(plan({ amountMinor: 0 })), undefined);
  t.end();
});

t.test('what does not fit is named', (t) => {
  t.equal(whomProblem(plan()), undefined);
  t.equal(whomProblem(plan({ whom: 'phone', phone: '12' })), 'phone');
  t.equal(whomProblem(plan({ whom: 'phone', phone: '+86 138 0013 8000' })), undefined);
  t.equal(whomProblem(plan({ whom: 'memberCode', memberCode: 'MB:1' })), 'memberCode');
  t.equal(whomProblem(plan({ whom: 'face' })), 'machineId');
  t.equal(whomProblem(plan({ whom: 'face', machineId: 'kiosk-1', tag: 'x' })), 'tag');
  t.equal(whomProblem(plan({ whom: 'face', machineId: 'kiosk-1', tag: ' 蓝鲸7 ' })), undefined);
  t.end();
});

t.test('who it is has to be proved once; what is described counts only where the giver insists', (t) => {
  const described = describe(
    plan({ whom: 'phone', phone: '13800138000', alsoPickup: true }),
    'hour',
    morning,
  );
  t.same(featuresOf(described), [{ kind: 'phone', phone: '13800138000' }, { kind: 'pickupCode' }, morning]);
  t.equal(thresholdOf(described), 1);
  t.equal(thresholdOf({ ...described, strict: true }), 2);
  t.same(describe(described, 'hour', undefined).described, []);
  t.end();
});

t.test('a name or contact that is not there is not promised', (t) => {
  const wishes = { ...plan().wishes, showGiver: true, showContact: true };
  t.match(draftOf(plan({ name: ' ', contact: '', wishes })), {
    wishes: { showGiver: false, showContact: false },
  });
  t.end();
});
