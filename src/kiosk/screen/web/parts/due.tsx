/** The sum to pay, as it stands above the buttons of the paying pages. */
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { ParkingRow } from '../parking/parking-card.tsx';
import { useScreen, useView } from '../screen-context.ts';
import { Money } from './money.tsx';

export function Due() {
  const { say } = useScreen();
  const { totals } = useView();
  return (
    <dl className="sums">
      <ParkingRow />
      <div className="sum sum-due">
        <dt>{say(goodsTexts.toPay)}</dt>
        <dd>
          <Money minor={totals.dueMinor} size="large" />
        </dd>
      </div>
    </dl>
  );
}
