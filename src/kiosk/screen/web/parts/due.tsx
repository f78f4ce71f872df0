/** The sum to pay, as it stands above the buttons of the paying pages. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { ParkingRow } from '../parking/parking-card.tsx';
import { useScreen, useView } from '../screen-context.ts';
import { Money } from './money.tsx';
import { SplitSums } from './split-sums.tsx';

export function Due() {
  const { say } = useScreen();
  const { totals, split } = useView();
  return (
    <dl className="sums">
      <ParkingRow />
      <SplitSums />
      <div className="sum sum-due">
        <dt>{say(split ? cardTexts.remaining : goodsTexts.toPay)}</dt>
        <dd>
          <Money minor={split?.remainingMinor ?? totals.dueMinor} size="large" />
        </dd>
      </div>
    </dl>
  );
}
