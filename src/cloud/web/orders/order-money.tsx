/** What came in for an order and what went back: payments, refunds, cash paid out. */
import type { ReactNode } from 'react';
import type { OrderDetail } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { chargeStates, payoutPurposes, refundStates, type StateWords } from '../language/state-texts.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { paymentText } from './order-summary.ts';

const texts = {
  title: { zh: '付款与退款', en: 'Payments and refunds' },
  none: { zh: '还没有付款', en: 'Nothing was paid' },
  refund: { zh: '退款', en: 'Refund' },
  trade: { zh: '交易号', en: 'trade' },
  code: { zh: '付款码', en: 'code' },
  paidOut: { zh: '已付出', en: 'Paid out' },
  underWay: { zh: '进行中', en: 'Under way' },
  owed: { zh: '还欠', en: 'still owed' },
};

export function OrderMoney({ order }: { order: OrderDetail }) {
  const { payments, refunds, payouts } = order;
  const empty = payments.length + refunds.length + payouts.length === 0;
  return (
    <Card title={texts.title}>
      {empty ? <Empty title={texts.none} icon="wallet" /> : null}
      <ul className="rows">
        {payments.map((payment, place) => (
          <Payment key={payment.chargeId ?? `${payment.tender}-${place}`} payment={payment} order={order} />
        ))}
        {refunds.map((refund) => (
          <Refund key={refund.id} refund={refund} order={order} />
        ))}
        {payouts.map((payout) => (
          <Payout key={payout.id} payout={payout} order={order} />
        ))}
      </ul>
    </Card>
  );
}

interface MoneyRowProps {
  readonly name: string;
  readonly notes: readonly (string | undefined)[];
  readonly atMs?: number | undefined;
  readonly amount: ReactNode;
  readonly state: StateWords;
}

function MoneyRow({ name, notes, atMs, amount, state }: MoneyRowProps) {
  const said = notes.filter((note) => note !== undefined && note !== '');
  return (
    <li className="row">
      <span className="row-main">
        <span className="row-title">{name}</span>
        <span className="row-note">
          {said.join(' · ')}
          {atMs === undefined ? null : (
            <>
              {said.length > 0 ? ' · ' : ''}
              <SiteTime atMs={atMs} style="second" />
            </>
          )}
        </span>
      </span>
      <span className="row-side">
        <strong>{amount}</strong>
        <StateBadge words={state} />
      </span>
    </li>
  );
}

function Payment({ payment, order }: { payment: OrderDetail['payments'][number]; order: OrderDetail }) {
  const { say } = useLanguage();
  return (
    <MoneyRow
      name={say(paymentText(payment))}
      notes={[
        payment.codeMasked ? `${say(texts.code)} ${payment.codeMasked}` : undefined,
        payment.platformTradeNo ? `${say(texts.trade)} ${payment.platformTradeNo}` : undefined,
        payment.reason ? say(faultTitle(payment.reason)) : undefined,
      ]}
      atMs={payment.settledAtMs ?? payment.intendedAtMs}
      amount={<Money minor={payment.amountMinor} currency={order.currency} />}
      state={chargeStates[payment.state]}
    />
  );
}

function Refund({ refund, order }: { refund: OrderDetail['refunds'][number]; order: OrderDetail }) {
  const { say } = useLanguage();
  return (
    <MoneyRow
      name={say(texts.refund)}
      notes={[say(faultTitle(refund.reason))]}
      atMs={refund.settledAtMs ?? refund.intendedAtMs}
      amount={<Money minor={-refund.amountMinor} currency={order.currency} />}
      state={refundStates[refund.state]}
    />
  );
}

function Payout({ payout, order }: { payout: OrderDetail['payouts'][number]; order: OrderDetail }) {
  const { say } = useLanguage();
  const settled: StateWords = { ...texts.paidOut, tone: payout.owedMinor > 0 ? 'bad' : 'good' };
  return (
    <MoneyRow
      name={say(payoutPurposes[payout.purpose])}
      notes={[]}
      amount={
        <>
          <Money minor={-payout.amountMinor} currency={order.currency} />
          {payout.owedMinor > 0 ? (
            <small className="quiet">
              {' '}
              {say(texts.owed)} <Money minor={payout.owedMinor} currency={order.currency} />
            </small>
          ) : null}
        </>
      }
      state={payout.state === 'settled' ? settled : { ...texts.underWay, tone: 'busy' }}
    />
  );
}
