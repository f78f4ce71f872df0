/** Codes that a phone can open itself, where the payer has no second phone to scan with. */

/** A platform's page or its own program. */
const openable = /^(https:\/\/|weixin:\/\/|alipays:\/\/|upwallet:\/\/)/;

export function isOpenable(code: string): boolean {
  return openable.test(code);
}
