/** What every part of the page uses: the language, the order's money, and the order itself. */
import { createContext, useContext, useEffect } from 'react';
import type { Language, Text } from '../../../domain/text.ts';
import type { Blanks } from '../../../look/say.ts';
import type { CashierOrder } from '../../../wire/cashier-schemas.ts';
import type { LiveOrder } from './live-order.ts';
import type { PageEvents } from './page-events.ts';

export interface CashierContext {
  readonly language: Language;
  readonly say: (text: Text, blanks?: Blanks) => string;
  readonly live: LiveOrder;
  readonly events: PageEvents;
}

export const CashierContext = createContext<CashierContext | undefined>(undefined);

export function useCashier(): CashierContext {
  const context = useContext(CashierContext);
  if (!context) throw new Error('This stands outside of the cashier page.');
  return context;
}

export interface OrderProps {
  readonly order: CashierOrder;
}

/** Says that this page is shown, once for each time it is. */
export function useShown(page: string): void {
  const { events } = useCashier();
  useEffect(() => events.shown(page), [events, page]);
}
