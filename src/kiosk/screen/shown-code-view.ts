/** The part of a view that is about codes the machine shows. */
import type { Order } from '../../domain/order.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { Page, View } from './view.ts';

/** The page of a charge on its way: a code to scan, or what is waited for. */
export function chargePage(
  order: Order | undefined,
  sale: SaleState,
): Extract<Page, { page: 'waitingForPayment' | 'showCode' }> {
  const platform = order?.charges.at(-1)?.platform ?? '';
  const { chargeStage: stage = 'sent', shownCode } = sale;
  if (stage === 'showing' && shownCode) return { page: 'showCode', platform, code: shownCode.code };
  const told = stage === 'showing' || stage === 'closing' ? 'checking' : stage;
  return { page: 'waitingForPayment', platform, stage: told };
}

/** The bar of a code tells how long it can be scanned; the machine waits longer for the answer. */
export function timeoutOf({ phase, chargeStage, shownCode, timeout }: SaleState): Pick<View, 'timeout'> {
  if (phase === 'charging' && chargeStage === 'showing' && shownCode) {
    const { fromMs: startedAtMs, untilMs: endsAtMs } = shownCode;
    return { timeout: { startedAtMs, endsAtMs, canExtend: false } };
  }
  return timeout === undefined ? {} : { timeout };
}
