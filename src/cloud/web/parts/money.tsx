/** An amount as people read it, digits under digits. */
import { type Currency, formatMoney } from '../../../domain/money.ts';
import { useSession } from '../session/session.tsx';

/** The merchant's currency where it is not said. */
export function Money({ minor, currency }: { minor: number; currency?: Currency }) {
  const { merchant } = useSession();
  return <span className="number">{formatMoney(minor, currency ?? merchant.currency)}</span>;
}
