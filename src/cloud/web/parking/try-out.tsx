/** The calculator: what a car pays that comes and leaves at two instants of the site's clock, day by day. */
import { useState } from 'react';
import { parkingDays, type Tariff, type VehicleClass, vehicleClasses } from '../../../domain/tariff.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice } from '../parts/form-shell.tsx';
import { Money } from '../parts/money.tsx';
import { dateTimeForm, readDateTime, TypedField } from '../parts/typed-field.tsx';
import { useNow } from '../time/clock-context.tsx';
import { formatInstant, fromLocalField, toLocalField } from '../time/zone-time.ts';
import { parkingTexts, vehicleNames } from './parking-words.ts';
import { tariffTexts as texts } from './tariff-words.ts';

const hourMs = 3_600_000;
const example = '2026-08-28 17:30';

export function TryOut({ tariff, timeZone }: { tariff: Tariff; timeZone: string }) {
  const { say } = useLanguage();
  const nowMs = useNow();
  const [comes, setComes] = useState(() => toLocalField(nowMs - 3 * hourMs, timeZone));
  const [leaves, setLeaves] = useState(() => toLocalField(nowMs, timeZone));
  const [vehicleClass, setVehicleClass] = useState<VehicleClass>('car');
  const enteredAtMs = fromLocalField(comes, timeZone);
  const untilMs = fromLocalField(leaves, timeZone);
  const field = (
    label: typeof texts.comes | typeof texts.leaves,
    value: string,
    changed: typeof setComes,
  ) => (
    <TypedField
      label={label}
      form={dateTimeForm}
      example={example}
      value={value}
      read={readDateTime}
      changed={changed}
    />
  );
  return (
    <div className="form">
      <div className="form-pair">
        {field(texts.comes, comes, setComes)}
        {field(texts.leaves, leaves, setLeaves)}
      </div>
      <Choice
        label={parkingTexts.vehicle}
        names={vehicleNames}
        value={vehicleClasses.find((one) => one === vehicleClass) ?? 'car'}
        chosen={setVehicleClass}
      />
      {enteredAtMs === undefined || untilMs === undefined || untilMs < enteredAtMs ? (
        <p className="text-bad">{say(texts.wrongOrder)}</p>
      ) : (
        <Fee tariff={tariff} parked={{ enteredAtMs, untilMs, timeZone, vehicleClass }} />
      )}
    </div>
  );
}

interface FeeProps {
  readonly tariff: Tariff;
  readonly parked: Parameters<typeof parkingDays>[1];
}

function Fee({ tariff, parked }: FeeProps) {
  const { say, language } = useLanguage();
  const days = parkingDays(tariff, parked);
  const feeMinor = days.reduce((sum, day) => sum + day.feeMinor, 0);
  const time = (atMs: number) => formatInstant(atMs, parked.timeZone, 'minuteOfYear');
  const minutes = Math.floor((parked.untilMs - parked.enteredAtMs) / 60_000);
  const long = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return (
    <div role="status">
      <p className="tariff-fee">{feeMinor === 0 ? say(texts.free) : <Money minor={feeMinor} />}</p>
      <p className="quiet">{sayIn(texts.parkedFor, language, { time: long })}</p>
      {days.length > 1 ? (
        <ul className="tariff-days">
          {days.map((day) => (
            <li key={day.fromMs}>
              <span className="number quiet">
                {time(day.fromMs)} – {time(day.untilMs)}
              </span>
              <span>
                {day.capped ? <small className="quiet">{say(texts.capped)} </small> : null}
                <Money minor={day.feeMinor} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
