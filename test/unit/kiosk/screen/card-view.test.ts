/** What the pages about a card name the card's secret. */
import t from 'tap';
import { initialSale } from '../../../../src/kiosk/sale/sale-state.ts';
import { facePage, pinPage } from '../../../../src/kiosk/screen/card-view.ts';
import { verifyPage } from '../../../../src/kiosk/screen/people-view.ts';

t.test('a card with a password has it named on every page that leads to it', async (t) => {
  const faces = { policy: undefined, ready: false, online: true };
  for (const secret of [undefined, 'mixed'] as const) {
    const card = {
      chargeId: 'chg_1',
      code: '90',
      codeMasked: '90****4421',
      ...(secret === undefined ? {} : { secret }),
    };
    const sale = { ...initialSale('en'), card };
    for (const page of [pinPage(sale, undefined, faces), facePage(sale), verifyPage(sale, undefined)]) {
      t.equal('secret' in page ? page.secret : undefined, secret, page.page);
    }
  }
});
