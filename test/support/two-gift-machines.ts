/** The demo's machine and one beside it, of the same merchant: both take gifts, to a member or to whoever says a phone. */
import type { Test } from 'tap';
import type { Journey } from './product-journey.ts';
import { type SecondKioskOptions, startSecondKiosk } from './product-second-kiosk.ts';
import { Shopper } from './shopper.ts';

export const secondGiftMachine = 'kiosk-2';

/** Resolves with somebody at the second machine, and its screen's address. */
export async function startSecondGiftMachine(
  t: Test,
  { product, shopper }: Journey,
  options: SecondKioskOptions = {},
): Promise<{ readonly second: Shopper; readonly screen: string }> {
  const { rest, operator } = product;
  const { name, helpPhone, timeZone, tenders } = await rest.call('readKiosk', { path: { id: 'kiosk-1' } });
  const settings = { name, helpPhone, timeZone, tenders, members: { phone: true } };
  await rest.call('changeKiosk', { path: { id: 'kiosk-1' }, body: settings as never });
  await operator.call('addKiosk', {
    body: { ...settings, merchantId: 'demo', id: secondGiftMachine } as never,
  });
  await rest.call('publishToAll');
  await shopper.sees('welcome', ({ memberWays }) => memberWays?.phone);
  const kiosk = await startSecondKiosk(product, 'demo', secondGiftMachine, options);
  t.teardown(() => kiosk.stop());
  const second = await Shopper.at(kiosk);
  t.teardown(() => second.leave());
  return { second, screen: kiosk.ready.kiosk };
}
