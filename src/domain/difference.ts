/**
 * A difference between a statement and the books, or money that came in twice: what kind it is, and how somebody may
 * close it.
 */
/** What comparing a statement finds. */
export const statementCategories = [
  'missingInChannel',
  'missingInOurs',
  'amountMismatch',
  'statusMismatch',
  'refundMissingOurs',
  'refundMissingChannel',
  'refundAmountMismatch',
  'reversedButPaid',
  'duplicateOurs',
  'duplicateChannel',
  'feeMismatch',
  'wrongDay',
  'summaryMismatch',
  'currencyMismatch',
] as const;
/** `paidTwice`: a stay in a lot of the merchant's own, beyond what it cost; no statement tells of it. */
export const differenceCategories = [...statementCategories, 'paidTwice'] as const;
export type DifferenceCategory = (typeof differenceCategories)[number];

/**
 * `book` takes the channel's view; `refund` gives the payer back what was taken too much; `claim` asks the channel
 * for it; `writeOff` takes the loss or gain, within a limit; `wait` leaves it open until a day. `handBack` says that
 * the merchant gave it back at the lot.
 */
export const differenceActions = ['book', 'refund', 'handBack', 'claim', 'writeOff', 'wait'] as const;
export type DifferenceAction = (typeof differenceActions)[number];

export const differenceStates = ['open', 'waiting', 'closed', 'withdrawn'] as const;
export type DifferenceState = (typeof differenceStates)[number];

/** Money that a channel took for an order of ours that it should not have taken can go back to its payer. */
const refundable: readonly DifferenceCategory[] = ['statusMismatch', 'reversedButPaid'];

export interface DecidedDifference {
  readonly category: DifferenceCategory;
  /** What the channel's view would change in our books; of `paidTwice` what came in too much. */
  readonly deltaMinor: number;
  /** The charge that it is about. */
  readonly orderNo: string | null;
}

/** What may be done about a difference. */
export function fittingActions({ category, deltaMinor, orderNo }: DecidedDifference): DifferenceAction[] {
  if (category === 'paidTwice') {
    const actions: DifferenceAction[] = ['handBack', 'writeOff', 'wait'];
    return orderNo === null ? actions : ['refund', ...actions];
  }
  if (deltaMinor === 0) return ['book', 'wait'];
  const actions: DifferenceAction[] = ['book', 'claim', 'writeOff', 'wait'];
  return refundable.includes(category) && deltaMinor > 0 ? [...actions, 'refund'] : actions;
}
