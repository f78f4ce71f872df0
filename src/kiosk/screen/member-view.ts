/** The member as the screen shows them. Points are not told to somebody who merely knows a phone number. */
import type { SaleState } from '../sale/sale-state.ts';
import type { View } from './view.ts';

export function memberOf({ member }: SaleState): Pick<View, 'member'> {
  if (!member) return {};
  const { nameMasked, by, memberPrice, pointsBalance } = member;
  const points = by === 'code' && pointsBalance !== undefined ? { pointsBalance } : {};
  return { member: { nameMasked, by, memberPrice, ...points } };
}

export function memberWaysOf(
  { memberAsk }: SaleState,
  members: { readonly phone: boolean } | undefined,
): Pick<View, 'memberWays'> {
  return members ? { memberWays: { phone: members.phone, asking: memberAsk?.open ?? false } } : {};
}
