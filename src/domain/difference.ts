/** A difference between a statement and the books: what kind it is, and how somebody may close it. */
export const differenceCategories = [
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
export type DifferenceCategory = (typeof differenceCategories)[number];

/**
 * `book` takes the channel's view; `refund` gives the payer back what was taken too much; `claim` asks the channel
 * for it; `writeOff` takes the loss or gain, within a limit; `wait` leaves it open until a day.
 */
export const differenceActions = ['book', 'refund', 'claim', 'writeOff', 'wait'] as const;
export type DifferenceAction = (typeof differenceActions)[number];

export const differenceStates = ['open', 'waiting', 'closed', 'withdrawn'] as const;
export type DifferenceState = (typeof differenceStates)[number];

/** Money that a channel took for an order of ours that it should not have taken can go back to its payer. */
const refundable: readonly DifferenceCategory[] = ['statusMismatch', 'reversedButPaid'];

/** What may be done about a difference; `deltaMinor` is what the channel's view would change in our books. */
export function fittingActions(category: DifferenceCategory, deltaMinor: number): DifferenceAction[] {
  if (deltaMinor === 0) return ['book', 'wait'];
  const actions: DifferenceAction[] = ['book', 'claim', 'writeOff', 'wait'];
  return refundable.includes(category) && deltaMinor > 0 ? [...actions, 'refund'] : actions;
}
