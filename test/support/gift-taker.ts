/** Somebody at a machine for whom a gift may wait: says so by a code, is offered it, and answers. */
import type { View } from '../../src/kiosk/screen/view.ts';
import type { Shopper, ViewOf } from './shopper.ts';

/** From the list to the ways to pay; no parking is asked about here. */
export async function toTenders(shopper: Shopper): Promise<ViewOf<'tenderChoice'>> {
  await shopper.touch({ tap: 'pay' });
  return shopper.sees('tenderChoice');
}

/** Says that there is a gift, until the cloud has answered in time. */
export async function claims(shopper: Shopper, code: string): Promise<ViewOf<'giftOffer'>> {
  for (;;) {
    await shopper.touch({ tap: 'askGift' });
    await shopper.sees('giftClaim');
    await shopper.scan(code);
    const { page, notice } = await offerOrTenders(shopper);
    if (page.page === 'giftOffer') return shopper.sees('giftOffer');
    if (notice?.code !== 'GIFT_LATE') throw new Error(`was told ${notice?.code}`);
  }
}

/** The offer, or the ways to pay; whoever is asked whether their face may be read says no. */
export async function offerOrTenders(shopper: Shopper): Promise<View> {
  const view = await shopper.seesOneOf('giftOffer', 'tenderChoice', 'consent');
  if (view.page.page !== 'consent') return view;
  await shopper.touch({ tap: 'answerConsent', agreed: false });
  return shopper.seesOneOf('giftOffer', 'tenderChoice');
}

/** What the shopper is told about a code. */
export async function refused(shopper: Shopper, code: string): Promise<string | undefined> {
  for (;;) {
    await shopper.touch({ tap: 'askGift' });
    await shopper.sees('giftClaim');
    await shopper.scan(code);
    const told = await shopper.isTold();
    if (told !== 'GIFT_LATE') return told;
  }
}

export const answers = (
  shopper: Shopper,
  { page }: ViewOf<'giftOffer'>,
  answer: 'accepted' | 'declined' | 'notMe',
) => shopper.touch({ tap: 'answerGift', offerId: page.offerId, answer });

/** Leaves without buying. */
export async function leavesTheList(shopper: Shopper): Promise<void> {
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
}
