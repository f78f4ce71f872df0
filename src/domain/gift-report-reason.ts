/** Why a recipient reports a gift: what they can choose from, and what stays of it with a bar. */

export const giftReportReasons = ['unwanted', 'harassment', 'fraud', 'other'] as const;
export type GiftReportReason = (typeof giftReportReasons)[number];

/** An older report may say it in words of its own, or not at all. */
export function giftReportReasonOf(given: string): GiftReportReason {
  return giftReportReasons.find((reason) => reason === given) ?? 'other';
}
