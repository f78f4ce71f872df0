/** The page that pops up: what became of the payment, word for word as the client is told. */
import { useEffect, useRef } from 'react';
import type { PaymentMessage } from '../../../domain/payment-message.ts';
import { Icon } from '../../../look/icon.tsx';
import type { IconName } from '../../../look/icons.ts';
import { verificationTexts } from '../../../look/verification-texts.ts';
import { type OrderProps, useCashier, useShown } from './cashier-context.ts';
import { cashierTexts as texts } from './cashier-texts.ts';

const icons: Readonly<Record<PaymentMessage['kind'], IconName>> = {
  paymentSucceeded: 'check',
  paymentFailed: 'warning',
  verificationFailed: 'shield',
  refunded: 'refresh',
  refundFailed: 'warning',
  orderClosed: 'cross',
};

/** What telemetry calls each of these pages. */
const pages: Readonly<Record<PaymentMessage['kind'], string>> = {
  paymentSucceeded: 'paid',
  paymentFailed: 'failed',
  verificationFailed: 'verificationFailed',
  refunded: 'refunded',
  refundFailed: 'refunded',
  orderClosed: 'closed',
};

interface OutcomeProps extends OrderProps {
  readonly message: PaymentMessage;
  readonly tryAgain?: () => void;
}

export function OutcomeCard({ message, tryAgain }: OutcomeProps) {
  const { say } = useCashier();
  useShown(pages[message.kind]);
  const head = useRef<HTMLHeadingElement>(null);
  const { kind, title, note, results, platformTradeNo, reason } = message;
  const failed = results?.filter(({ passed }) => !passed) ?? [];
  useEffect(() => head.current?.focus(), []);
  return (
    <section className={`card outcome outcome-${kind}`}>
      <span className="outcome-mark">
        <Icon name={icons[kind]} />
      </span>
      <h2 ref={head} tabIndex={-1}>
        {say(title)}
      </h2>
      <p>{say(note)}</p>
      {failed.length > 0 ? (
        <ul className="checks" aria-label={say(verificationTexts.notPassed)}>
          {failed.map((result) => (
            <li key={result.key}>
              <strong>{say(result.label)}</strong>
              <span>
                {result.unknown ? say(verificationTexts.unknown) : ''}
                {result.message ? say(result.message) : ''}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {platformTradeNo ? (
        <p className="quiet small">{say(texts.paidAt, { number: platformTradeNo })}</p>
      ) : null}
      {reason ? <p className="quiet small">{reason}</p> : null}
      {tryAgain ? (
        <button type="button" className="primary" onClick={tryAgain}>
          {say(texts.tryAgain)}
        </button>
      ) : null}
    </section>
  );
}
