/**
 * Deliberate mistakes, planted to see that the simulation finds them. Each is one that a careful engineer
 * could make, and each breaks a promise that only some trouble uncovers.
 */
export const plants = {
  /** The journal says that a record is durable before it is on the disk. */
  noFsync: 'records are called durable before they are on the disk',
  /** A batch of records is not kept whole or not at all. */
  tornWrites: 'a power cut leaves half a batch of records',
  /** The motor turns before its intent is on record. */
  actBeforeIntent: 'goods are handed over before the intent is on record',
  /** A charge of unknown end is tried again under another number. */
  newChargeIdOnRetry: 'an unknown charge is tried again under a new number',
  /** The machine's cursor follows the broker, not the cloud. */
  cursorBeforeAck: 'the cursor moves when the broker took the records',
  /** The ledger acknowledges before its commit. */
  acknowledgeBeforeCommit: 'the ledger acknowledges before its commit',
  /** A cloud that lost records takes them for sent. */
  neverAskAgain: 'a cloud that lost records does not ask for them again',
  /** A cloud that lost charges takes them for never made. */
  forgetCharges: 'a cloud that lost charges does not learn them again',
  /** Two ledgers apply the records of one machine at once. */
  ledgerWithoutLock: 'two ledgers apply the records of one machine at once',
  /** A refund that is tried again is another refund. */
  refundTwice: 'a refund is tried again under a new number',
  /** A refund without an answer counts as given back. */
  silenceIsRefund: 'a refund that got no answer is taken for given back',
  /** The machine relies on what is pushed. */
  neverAsks: 'the machine waits for pushed results and never asks',
  /** A result is taken for the order's latest charge, whichever it names. */
  resultForLatestCharge: "a result is taken for the order's latest charge",
  /** WeChat is told to reverse while a payment may still be on its way. */
  reversesTooSoon: 'WeChat is asked to reverse within 15 s of the payment',
  /** A refusal that WeChat did not sign is the end of it. */
  unsignedRefusalBelieved: 'a refusal that nobody signed is believed',
  /** A charge that was reversed in vain is never looked at again. */
  lateSuccessIgnored: 'a payment that succeeds after its reversal is not looked for',
  /** What a lease paid for while the network was down is not looked for in the records. */
  giftsNotLearned: 'a gift that was redeemed while the network was down is not learned of',
} as const;

export type Plant = keyof typeof plants;

/** The plant of that name; throws for any other. */
export function plantNamed(name: string): Plant {
  if (Object.hasOwn(plants, name)) return name as Plant;
  throw new Error(`a plant is one of ${Object.keys(plants).join(', ')}`);
}
