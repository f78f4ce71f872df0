/** The parking of an order as a line of its bill: which car, since when, and 0.00 beside what was waived. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { parkingTexts } from '../../../../look/parking-texts.ts';
import type { ViewParking } from '../../view.ts';
import { Money, WasNow } from '../parts/money.tsx';
import { useScreen, useView } from '../screen-context.ts';
import { clockTime, stayText } from './stay-words.ts';

/** Where the order has none, nothing. */
export function ParkingCard() {
  const { say } = useScreen();
  const { parking, timeZone = 'UTC' } = useView();
  if (!parking) return null;
  const { state, stay, leaveByMs } = parking;
  return (
    <section className={`parking parking-${state}`} aria-live="polite">
      <span className="parking-icon">
        <Icon name={state === 'refused' ? 'warning' : 'car'} />
      </span>
      <span className="parking-words">
        <strong>{say(parkingTexts.line, { car: parking.carMasked })}</strong>
        {stay && <span>{stayText(stay, timeZone, say)}</span>}
        <span>
          {said(parking, say)}
          {state === 'granted' && leaveByMs !== undefined && (
            <> · {say(parkingTexts.leaveBy, { time: clockTime(leaveByMs, timeZone) })}</>
          )}
        </span>
      </span>
      {state !== 'refused' && state !== 'late' && <WasNow wasMinor={stay?.feeMinor ?? 0} nowMinor={0} />}
    </section>
  );
}

function said({ state, reason }: ViewParking, say: ReturnType<typeof useScreen>['say']): string {
  if (state === 'refused') return say(reason ? faultCatalogue[reason].shopper : parkingTexts.refused);
  return say(parkingTexts[state]);
}

/** The same as one row above the sum to pay. */
export function ParkingRow() {
  const { say } = useScreen();
  const { parking } = useView();
  if (!parking || parking.state === 'refused' || (parking.state === 'asked' && !parking.stay)) return null;
  return (
    <div className="sum">
      <dt>{say(parkingTexts.line, { car: parking.carMasked })}</dt>
      <dd className="was-now">
        {parking.stay && parking.stay.feeMinor > 0 && (
          <s className="was">
            <Money minor={parking.stay.feeMinor} />
          </s>
        )}
        <Money minor={0} />
      </dd>
    </div>
  );
}
