/** Views of the pages about faces and consents, and of the offer while a reaction is read. */
import type { ConsentPurpose } from '../../src/domain/consent-purpose.ts';
import type { Language } from '../../src/domain/text.ts';
import type { Page, View, ViewTimeout } from '../../src/kiosk/screen/view.ts';

type ViewOf = (page: Page, language: Language, more?: Partial<View>) => View;

export function peopleScreenViews(viewOf: ViewOf, timeout: ViewTimeout) {
  const none = { lines: [], totals: { pieces: 0, regularMinor: 0, discountMinor: 0, dueMinor: 0 } };
  const alone = { ...none, timeout, limits: [] };
  const filmed = (camera: ConsentPurpose) => ({
    ...alone,
    cameraOn: true,
    people: { camera },
  });
  const offer: Page = {
    ...{ page: 'giftOffer', offerId: 'gof_1', from: '小李', words: '加班辛苦了，喝杯热的' },
    ...{ coverMinor: 750, restMinor: 0, conversation: false },
  };
  return {
    'welcome-faces': (l: Language) =>
      viewOf({ page: 'welcome' }, l, { ...none, canPhotograph: true, people: { desk: true }, limits: [] }),
    'giftClaim-face': (l: Language) =>
      viewOf({ page: 'giftClaim', ways: ['pickup', 'member', 'phone', 'face'], offline: false }, l, {
        timeout,
        limits: [],
      }),
    faceDesk: (l: Language) => viewOf({ page: 'faceDesk', pays: true }, l, alone),
    faceAge: (l: Language) => viewOf({ page: 'faceAge' }, l, alone),
    'consent-recognise': (l: Language) =>
      viewOf({ page: 'consent', purpose: 'recogniseFace', version: 1 }, l, alone),
    'consent-enrol': (l: Language) =>
      viewOf({ page: 'consent', purpose: 'enrolFace', version: 1, keptDays: 30 }, l, alone),
    'consent-reaction': (l: Language) =>
      viewOf({ page: 'consent', purpose: 'readReaction', version: 1 }, l, alone),
    'consent-pay': (l: Language) =>
      viewOf({ page: 'consent', purpose: 'payByFace', version: 1, keptDays: 30 }, l, alone),
    'faceLook-verify': (l: Language) =>
      viewOf(
        { page: 'faceLook', purpose: 'payByFace', verifies: true, step: 'looking', progress: 0.4 },
        l,
        filmed('payByFace'),
      ),
    'faceLook-starting': (l: Language) =>
      viewOf({ page: 'faceLook', purpose: 'recogniseFace', step: 'starting', progress: 0 }, l, alone),
    'faceLook-problem': (l: Language) =>
      viewOf(
        { page: 'faceLook', purpose: 'enrolFace', step: 'looking', problem: 'several', progress: 0.4 },
        l,
        filmed('enrolFace'),
      ),
    'faceLook-challenge': (l: Language) =>
      viewOf(
        {
          ...{ page: 'faceLook', purpose: 'recogniseFace', step: 'challenge' },
          ...{ challenge: 'turnLeft', progress: 0.7 },
        },
        l,
        filmed('recogniseFace'),
      ),
    'faceLook-reaction': (l: Language) =>
      viewOf(
        { page: 'faceLook', purpose: 'readReaction', step: 'looking', progress: 0.5 },
        l,
        filmed('readReaction'),
      ),
    'faceKept-enrolled': (l: Language) => viewOf({ page: 'faceKept', tag: 'K7Q2M9XD' }, l, alone),
    'faceKept-forgotten': (l: Language) => viewOf({ page: 'faceKept' }, l, alone),
    'giftOffer-filmed': (l: Language) =>
      viewOf(offer, l, { timeout, limits: [], cameraOn: true, people: { camera: 'readReaction' } }),
  } as const;
}
