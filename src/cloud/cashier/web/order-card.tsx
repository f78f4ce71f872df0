/** What is paid for: the lines, the amount, and how long it can be paid. */
import { useEffect, useState } from 'react';
import { formatMoney } from '../../../domain/money.ts';
import { Icon } from '../../../look/icon.tsx';
import { type OrderProps, useCashier } from './cashier-context.ts';
import { cashierTexts as texts } from './cashier-texts.ts';

export function OrderCard({ order, aheadMs }: OrderProps & { readonly aheadMs: number }) {
  const { say } = useCashier();
  const { lines, amountMinor, currency, state, expiresAtMs } = order;
  return (
    <section className="card" aria-label={say(texts.order)}>
      <p className="amount">
        <span className="quiet">{say(texts.toPay)}</span>
        <strong>{formatMoney(amountMinor, currency)}</strong>
      </p>
      {state === 'open' ? <TimeLeft untilMs={expiresAtMs - aheadMs} /> : null}
      <ul className="lines">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an order never change
          <li key={at}>
            <span>
              {say(line.name)}
              {line.quantity > 1 ? <span className="quiet"> × {line.quantity}</span> : null}
              {line.discountMinor > 0 ? (
                <span className="saving">
                  {say(texts.discount)} −{formatMoney(line.discountMinor, currency)}
                </span>
              ) : null}
            </span>
            <span className="figures">
              {formatMoney(line.quantity * line.unitPriceMinor - line.discountMinor, currency)}
            </span>
          </li>
        ))}
      </ul>
      {order.helpPhone === '' ? null : (
        <p className="quiet">
          <Icon name="phoneCall" /> {say(texts.help, { phone: order.helpPhone })}
        </p>
      )}
    </section>
  );
}

function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  const { say } = useCashier();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const leftS = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  const time = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, '0')}`;
  return (
    <p className="quiet">
      <Icon name="clock" /> {say(texts.timeLeft, { time })}
    </p>
  );
}
