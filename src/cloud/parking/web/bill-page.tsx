/** The bill while it is paid, on the cashier page in a frame, and what became of it: followed until it has an end. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import { Icon } from '../../../look/icon.tsx';
import type { IconName } from '../../../look/icons.ts';
import { Refused } from '../../../look/phone/refused.ts';
import type { DriverBill } from '../../../wire/parking-driver.ts';
import { useDriver } from './driver-context.ts';
import { givenBackWords, driverTexts as texts } from './driver-texts.ts';
import { RefusedNote } from './refused-note.tsx';

const lookEveryMs = 1500;

interface BillPageProps {
  readonly billId: string;
  readonly lookAgain: () => void;
  readonly otherCar: () => void;
}

interface BillProps {
  readonly bill: DriverBill;
}

/** Nothing changes any more. */
function isOver({ state, orderState }: DriverBill): boolean {
  if (state === 'givenBack') return orderState === 'refunded' || orderState === 'refundFailed';
  return state === 'paid' || hasLapsed({ state, orderState });
}

function hasLapsed({ state, orderState }: Pick<DriverBill, 'state' | 'orderState'>): boolean {
  return state === 'open' && (orderState === 'expired' || orderState === 'cancelled');
}

/** The bill as it stands, looked at until it is over; refused for one that nobody made here. */
function useBill(billId: string) {
  const { cloud } = useDriver();
  const [bill, setBill] = useState<DriverBill>();
  const [stale, setStale] = useState(false);
  const [refused, setRefused] = useState<FaultCode>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async () => {
      try {
        const seen = await cloud.bill(billId);
        if (ended) return;
        setBill(seen);
        setStale(false);
        if (isOver(seen)) return;
      } catch (error) {
        if (ended) return;
        if (error instanceof Refused && error.code === 'NOT_FOUND') return setRefused(error.code);
        setStale(true);
      }
      timer = setTimeout(look, lookEveryMs);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [cloud, billId]);
  return { bill, stale, refused };
}

export function BillPage({ billId, lookAgain, otherCar }: BillPageProps) {
  const { say } = useDriver();
  const { bill, stale, refused } = useBill(billId);
  const again = (
    <button type="button" onClick={lookAgain}>
      {say(texts.look)}
    </button>
  );
  if (refused) {
    return (
      <section className="card">
        <RefusedNote code={refused} />
        {again}
      </section>
    );
  }
  if (!bill) return <p className="quiet">{say(texts.loading)}</p>;
  if (bill.state === 'paid') return <PaidCard bill={bill} otherCar={otherCar} />;
  if (bill.state === 'givenBack') return <GivenBackCard bill={bill}>{again}</GivenBackCard>;
  if (hasLapsed(bill)) {
    return (
      <Outcome icon="clock" kind="lapsed" title={say(texts.lapsed)}>
        <p>{say(texts.lapsedNote)}</p>
        {again}
      </Outcome>
    );
  }
  return (
    <>
      {stale ? (
        <p className="stale" role="status">
          <Icon name="offline" />
          {say(texts.stale)}
        </p>
      ) : null}
      <Paying bill={bill} back={lookAgain} />
    </>
  );
}

function Paying({ bill, back }: BillProps & { readonly back: () => void }) {
  const { say, time, language } = useDriver();
  const { cashierPath, expiresAtMs, nowMs } = bill;
  return (
    <section className="paying" aria-label={say(texts.payTitle)}>
      <div className="paying-head">
        <button type="button" onClick={back}>
          <Icon name="arrowLeft" />
          {say(texts.back)}
        </button>
        <span>{say(texts.payBefore, { time: time(expiresAtMs, nowMs) })}</span>
      </div>
      <iframe title={say(texts.cashier)} src={`${cashierPath}?lang=${language}&head=none`} />
    </section>
  );
}

function PaidCard({ bill, otherCar }: BillProps & { readonly otherCar: () => void }) {
  const { say, money, time } = useDriver();
  const { leaveByMs, nowMs, dueMinor } = bill;
  return (
    <Outcome icon="check" kind="paid" title={say(texts.paidTitle)}>
      <p className="outcome-amount">{money(dueMinor)}</p>
      {leaveByMs === null ? null : (
        <>
          <p className="leave-by">{say(texts.leaveBy, { time: time(leaveByMs, nowMs) })}</p>
          <p className="quiet small">{say(texts.later)}</p>
        </>
      )}
      <button type="button" onClick={otherCar}>
        {say(texts.otherCar)}
      </button>
    </Outcome>
  );
}

function GivenBackCard({ bill, children }: BillProps & { readonly children: ReactNode }) {
  const { say, money } = useDriver();
  const { reason, orderState, dueMinor } = bill;
  const words = { refunded: texts.backDone, refundFailed: texts.backFailed } as const;
  const told = words[orderState as keyof typeof words] ?? texts.backUnderWay;
  return (
    <Outcome icon="refresh" kind="back" title={say(texts.backTitle)}>
      {reason ? <p>{say(givenBackWords[reason])}</p> : null}
      <p>{say(told, { amount: money(dueMinor) })}</p>
      {children}
    </Outcome>
  );
}

interface OutcomeProps {
  readonly icon: IconName;
  readonly kind: 'paid' | 'back' | 'lapsed';
  readonly title: string;
  readonly children: ReactNode;
}

function Outcome({ icon, kind, title, children }: OutcomeProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className={`card outcome outcome-${kind}`} aria-live="polite">
      <span className="outcome-mark">
        <Icon name={icon} />
      </span>
      <h1 ref={head} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}
