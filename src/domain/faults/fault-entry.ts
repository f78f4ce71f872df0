/** What an entry of the catalogue of faults says, and the sentence for what shoppers need not know more of. */

/** One entry of the catalogue. Texts are plain sentences without codes, jargon or blame. */
export interface FaultEntry {
  readonly retryable: boolean;
  readonly shopper: { readonly zh: string; readonly en: string };
  readonly technician: string;
}

export const sorry = {
  zh: '机器出了点问题，您的钱是安全的，请稍后再试。',
  en: 'Something went wrong. Your money is safe. Please try again shortly.',
};
/** Of what no shopper ever sees. */
export const notForShoppers = sorry;
