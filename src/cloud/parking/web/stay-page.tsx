/** What the car owes now, read anew whenever it is shown; paying makes the bill of exactly this amount. */
import { useCallback, useEffect, useState } from 'react';
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import { parkingTexts } from '../../../look/parking-texts.ts';
import { Refused } from '../../../look/phone/refused.ts';
import type { DriverBill, DriverCar, DriverStay } from '../../../wire/parking-driver.ts';
import { useDriver } from './driver-context.ts';
import { driverTexts as texts } from './driver-texts.ts';
import { RefusedNote } from './refused-note.tsx';

interface StayPageProps {
  readonly car: DriverCar;
  readonly made: (bill: DriverBill) => void;
  readonly otherCar: () => void;
}

const codeOf = (error: unknown): FaultCode => (error instanceof Refused ? error.code : 'INTERNAL_DEFECT');

export function StayPage({ car, made, otherCar }: StayPageProps) {
  const { say, cloud, money } = useDriver();
  const [stay, setStay] = useState<DriverStay>();
  const [refused, setRefused] = useState<FaultCode>();
  const [asking, setAsking] = useState(false);
  const look = useCallback(async () => {
    setRefused(undefined);
    try {
      setStay(await cloud.look(car));
    } catch (error) {
      setRefused(codeOf(error));
    }
  }, [cloud, car]);
  useEffect(() => void look(), [look]);
  const pay = async (dueMinor: number) => {
    setAsking(true);
    setRefused(undefined);
    try {
      made(await cloud.makeBill(car, dueMinor));
    } catch (error) {
      if (codeOf(error) === 'PARKING_BILL_CHANGED') await look();
      setRefused(codeOf(error));
      setAsking(false);
    }
  };
  return (
    <section className="card">
      {stay ? <StayBill stay={stay} /> : refused ? null : <p className="quiet">{say(texts.loading)}</p>}
      <RefusedNote code={refused} />
      {stay && stay.dueMinor > 0 ? (
        <>
          <button type="button" className="primary" disabled={asking} onClick={() => void pay(stay.dueMinor)}>
            {say(texts.pay, { amount: money(stay.dueMinor) })}
          </button>
          <p className="quiet small">{say(texts.kept)}</p>
        </>
      ) : null}
      {!stay && refused ? (
        <button type="button" onClick={() => void look()}>
          {say(texts.again)}
        </button>
      ) : null}
      <button type="button" onClick={otherCar}>
        {say(texts.otherCar)}
      </button>
    </section>
  );
}

function StayBill({ stay }: { readonly stay: DriverStay }) {
  const { say, money, time } = useDriver();
  const { enteredAtMs, nowMs, totalMinor, freeMinor, paidMinor, dueMinor, leaveByMs } = stay;
  const all = Math.max(0, Math.floor((nowMs - enteredAtMs) / 60_000));
  const parked = { hours: Math.floor(all / 60), minutes: all % 60 };
  const lines: readonly (readonly [string, string])[] = [
    [say(texts.entered), time(enteredAtMs, nowMs)],
    [say(texts.parked), say(parked.hours > 0 ? parkingTexts.hours : parkingTexts.minutes, parked)],
    [say(texts.total), money(totalMinor)],
    ...(freeMinor > 0 ? [[say(texts.free), `−${money(freeMinor)}`] as const] : []),
    ...(paidMinor > 0 ? [[say(texts.paid), `−${money(paidMinor)}`] as const] : []),
  ];
  return (
    <>
      <h1 className="amount">
        <span>{say(dueMinor > 0 ? texts.due : texts.nothingDue)}</span>
        <strong>{money(dueMinor)}</strong>
      </h1>
      <dl className="lines">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {leaveByMs === null ? null : (
        <p className="leave-by">{say(texts.leaveBy, { time: time(leaveByMs, nowMs) })}</p>
      )}
    </>
  );
}
