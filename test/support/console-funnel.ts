/** How visits go, as the console's page is shown it: one machine's week with a few events lost on the way. */
import type { Answer } from '../../src/wire/rest.ts';

type Funnel = Answer<'readFunnel'>;

export const fixtureFunnel: Funnel = {
  steps: [
    { step: 'began', visits: 1284 },
    { step: 'wantedToPay', visits: 903 },
    { step: 'tendered', visits: 861 },
    { step: 'paid', visits: 842 },
  ],
  dropped: 12,
  pages: [
    { page: 'list', visits: 1284 },
    { page: 'tenderChoice', visits: 903 },
    { page: 'waitingForPayment', visits: 861 },
    { page: 'done', visits: 842 },
    { page: 'verificationFailed', visits: 17 },
  ],
  elements: [
    { page: 'welcome', element: 'choose', touches: 2110 },
    { page: 'list', element: 'pay', touches: 911 },
    { page: 'list', element: 'setQuantity', touches: 304 },
  ],
};

/** Of a time in which nobody came. */
export const emptyFunnel: Funnel = {
  steps: fixtureFunnel.steps.map(({ step }) => ({ step, visits: 0 })),
  ...{ dropped: 0, pages: [], elements: [] },
};
