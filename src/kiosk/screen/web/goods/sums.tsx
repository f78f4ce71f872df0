/** Regular, discount and to pay, in this order, the last one large. */
import type { Totals } from '../../../../domain/basket.ts';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { Money } from '../parts/money.tsx';
import { useScreen } from '../screen-context.ts';

export function Sums({ totals }: { readonly totals: Totals }) {
  const { say } = useScreen();
  return (
    <dl className="sums">
      {totals.discountMinor > 0 && (
        <>
          <div className="sum">
            <dt>{say(goodsTexts.regular)}</dt>
            <dd>
              <Money minor={totals.regularMinor} />
            </dd>
          </div>
          <div className="sum sum-off">
            <dt>{say(goodsTexts.discount)}</dt>
            <dd>
              <Money minor={-totals.discountMinor} />
            </dd>
          </div>
        </>
      )}
      <div className="sum sum-due">
        <dt>{say(goodsTexts.toPay)}</dt>
        <dd>
          <Money minor={totals.dueMinor} size="large" />
        </dd>
      </div>
    </dl>
  );
}
