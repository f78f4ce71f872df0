/** Why a request was refused, in the payer's words. */
import { type FaultCode, faultCatalogue } from '../../../domain/fault-catalogue.ts';
import { Icon } from '../../../look/icon.tsx';
import { useCashier } from './cashier-context.ts';

export function RefusedNote({ code }: { readonly code: FaultCode | undefined }) {
  const { say } = useCashier();
  if (!code) return null;
  return (
    <p className="refused" role="alert">
      <Icon name="warning" />
      <span>{say(faultCatalogue[code].shopper)}</span>
    </p>
  );
}
