/** The pages about a stored-value card. Nothing of its PIN is in a view, not even how much of it is entered. */
import type { SaleState } from '../sale/sale-state.ts';
import type { Page } from './view.ts';

export function pinPage({ card }: SaleState): Page {
  const { codeMasked = '', wrong, triesLeft, notBeforeMs } = card ?? {};
  const cardMasked = brief(codeMasked);
  return {
    page: 'cardPin',
    cardMasked,
    ...(card?.secret === undefined ? {} : { secret: card.secret }),
    ...(wrong === undefined ? {} : { wrong }),
    ...(card?.finger ? { finger: true } : {}),
    ...(triesLeft === undefined ? {} : { triesLeft }),
    ...(notBeforeMs === undefined ? {} : { notBeforeMs }),
  };
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
  return enrolment && ready ? { finger: 'offered' } : {};
}

/** As it is read on a screen: one sign for all that is hidden. */
function brief(masked: string): string {
  return masked.replace(/\*+/, '…');
}
