/** The day it is on the merchant's clock, and how to put what an address says in place of another part of it. */
import { useSearchParams } from 'wouter';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { formatInstant } from '../time/zone-time.ts';

export function useToday(): string {
  const { merchant } = useSession();
  return formatInstant(useNow(60_000), merchant.timeZone, 'date');
}

/** Changes parts of the address; `undefined` takes one away. A change begins at the first page again. */
export function useAddressChange() {
  const [, setSearch] = useSearchParams();
  return (change: Readonly<Record<string, string | undefined>>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.delete('after');
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined || value === '') after.delete(name);
        else after.set(name, value);
      }
      return after;
    });
}
