/** The pages about a stored-value card. Nothing of its PIN is in a view, not even how much of it is entered. */
import { mayEnrolToPay, mayPayByFace } from '../../domain/face-payment.ts';
import type { FacePolicy } from '../../domain/identity-policy.ts';
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { Page } from './view.ts';

/** What faces may do here at this moment. */
export interface FaceFacts {
  readonly policy: FacePolicy | undefined;
  readonly ready: boolean;
  readonly online: boolean;
}

export function pinPage(sale: SaleState, order: Order | undefined, faces: FaceFacts): Page {
  const { card } = sale;
  const { codeMasked = '', wrong, triesLeft, notBeforeMs } = card ?? {};
  const cardMasked = brief(codeMasked);
  const face = standsForPin(sale, order, faces) ? ({ face: true } as const) : {};
  return {
    page: 'cardPin',
    cardMasked,
    ...secretOf(card),
    ...(wrong === undefined ? {} : { wrong }),
    ...(card?.finger ? { finger: true } : {}),
    ...face,
    ...(triesLeft === undefined ? {} : { triesLeft }),
    ...(notBeforeMs === undefined ? {} : { notBeforeMs }),
  };
}

/** What is entered where nothing stands for it; absent for six digits. */
export function secretOf(card: SaleState['card']): { readonly secret?: 'mixed' } {
  return card?.secret === undefined ? {} : { secret: card.secret };
}

function standsForPin(
  { card, underAge }: SaleState,
  order: Order | undefined,
  { policy, ready, online }: FaceFacts,
): boolean {
  if (!card?.face || !order || !online) return false;
  const { looks: tries = 0 } = card;
  return mayPayByFace({ policy, ready, underAge, tries, amountMinor: remainingMinor(order) });
}

/** It is who enrolled for the card; nothing is paid before one more tap. */
export function facePage({ card }: SaleState): Page {
  return { page: 'cardFace', cardMasked: brief(card?.codeMasked ?? ''), ...secretOf(card) };
}

export function partPage({ card }: SaleState): Page {
  return {
    page: 'cardPart',
    cardMasked: brief(card?.codeMasked ?? ''),
    spendableMinor: card?.spendableMinor ?? 0,
  };
}

/** Touches of an enrolment so far. */
export function fingerPage({ enrolment }: SaleState): Page {
  const { touch = 0, of } = enrolment ?? {};
  return { page: 'fingerEnrol', touch, ...(of === undefined ? {} : { of }) };
}

/** Whether a finger can be enrolled now, or was. */
export function fingerOf(
  { enrolment, fingerKept }: SaleState,
  ready: boolean,
): Pick<Extract<Page, { page: 'done' }>, 'finger'> {
  if (fingerKept) return { finger: 'kept' };
  return enrolment && !enrolment.has.finger && ready ? { finger: 'offered' } : {};
}

/** Whether a face can be enrolled to pay now, or was. */
export function faceOf(
  { enrolment, facePays, underAge }: SaleState,
  { policy, ready }: FaceFacts,
): Pick<Extract<Page, { page: 'done' }>, 'face'> {
  if (facePays) return { face: 'kept' };
  const isOffered = enrolment && !enrolment.has.face && mayEnrolToPay({ policy, ready, underAge });
  return isOffered ? { face: 'offered' } : {};
}

/** As it is read on a screen: one sign for all that is hidden. */
function brief(masked: string): string {
  return masked.replace(/\*+/, '…');
}
