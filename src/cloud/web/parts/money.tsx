/** An amount as people read it, digits under digits. */
import type { Currency } from '../../../domain/money.ts';
import { useSession } from '../session/session.tsx';
import { amountText } from './amount-text.ts';

/** The merchant's currency where it is not said. */
export function Money({ minor, currency }: { minor: number; currency?: Currency }) {
  const { merchant } = useSession();
  return <span className="number">{amountText(minor, currency ?? merchant.currency)}</span>;
}
