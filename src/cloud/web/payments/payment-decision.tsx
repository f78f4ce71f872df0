/**
 * Asks what to do about one open payment and why, and for what is settled by hand a second time with the
 * amount typed. The decision's number is made once, so that sending it again decides nothing more.
 */
import { Button, Group, Modal, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OpenPayment, PaymentAction, SettledEnd } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { shortNumber } from '../orders/order-summary.ts';
import { Money } from '../parts/money.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import { typedMinor } from '../parts/money-text.ts';
import { useSession } from '../session/session.tsx';
import { LastTried } from './last-tried.tsx';
import { actionWords, endWords, kindNames, openPaymentTexts as texts } from './open-payment-words.ts';
import { useDecision } from './use-decision.ts';

const whyCharactersMin = 3;
const whyCharactersMax = 300;

interface Props {
  readonly payment: OpenPayment;
  readonly close: () => void;
}

export function PaymentDecision({ payment, close }: Props) {
  const { say } = useLanguage();
  const { actions, ends } = payment;
  const [action, setAction] = useState<PaymentAction | undefined>(actions[0]);
  const [end, setEnd] = useState<SettledEnd | undefined>(ends.length === 1 ? ends[0] : undefined);
  const [why, setWhy] = useState('');
  const [confirming, setConfirming] = useState(false);
  const decision = useDecision(payment, close);
  const settles = action === 'settle';
  const ready =
    action !== undefined && why.trim().length >= whyCharactersMin && (!settles || end !== undefined);
  const go = () => {
    if (!action || !ready) return;
    if (settles) setConfirming(true);
    else decision.take({ action, why: why.trim() });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={`${say(kindNames[payment.kind])} ${shortNumber(payment.orderId)}`}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {confirming && end ? (
        <Confirmation
          payment={payment}
          end={end}
          busy={decision.busy}
          back={() => setConfirming(false)}
          go={() => decision.take({ action: 'settle', why: why.trim(), end })}
        />
      ) : (
        <div className="form">
          <LastTried payment={payment} />
          <ActionChoice actions={actions} action={action} choose={setAction} />
          {settles ? <EndChoice ends={ends} end={end} choose={setEnd} /> : null}
          <Textarea
            label={say(texts.why)}
            description={say(texts.whyHint)}
            value={why}
            maxLength={whyCharactersMax}
            autosize
            minRows={2}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button disabled={!ready} loading={decision.busy} onClick={go}>
              {say(settles || !action ? texts.onward : actionWords[action].name)}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

interface ActionChoiceProps {
  readonly actions: readonly PaymentAction[];
  readonly action: PaymentAction | undefined;
  readonly choose: (action: PaymentAction) => void;
}

function ActionChoice({ actions, action, choose }: ActionChoiceProps) {
  const { say } = useLanguage();
  return (
    <Radio.Group
      label={say(texts.decideWhat)}
      value={action ?? null}
      onChange={(value) => choose(value as PaymentAction)}
    >
      <div className="choices">
        {actions.map((each) => (
          <Radio
            key={each}
            value={each}
            label={say(actionWords[each].name)}
            description={say(actionWords[each].lead)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

interface EndChoiceProps {
  readonly ends: readonly SettledEnd[];
  readonly end: SettledEnd | undefined;
  readonly choose: (end: SettledEnd) => void;
}

function EndChoice({ ends, end, choose }: EndChoiceProps) {
  const { say } = useLanguage();
  return (
    <Radio.Group label={say(texts.end)} value={end ?? null} onChange={(value) => choose(value as SettledEnd)}>
      <div className="choices">
        {ends.map((each) => (
          <Radio key={each} value={each} label={say(endWords[each])} />
        ))}
      </div>
    </Radio.Group>
  );
}

interface ConfirmationProps {
  readonly payment: OpenPayment;
  readonly end: SettledEnd;
  readonly busy: boolean;
  readonly back: () => void;
  readonly go: () => void;
}

function Confirmation({ payment, end, busy, back, go }: ConfirmationProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const [typed, setTyped] = useState('');
  const { amountMinor, currency } = payment;
  const saidMinor = typedMinor(typed, currency ?? merchant.currency);
  const same = amountMinor === null || saidMinor === amountMinor;
  return (
    <div className="form">
      <p className="strong">
        {say(endWords[end])}
        {amountMinor === null ? null : (
          <>
            {' · '}
            <Money minor={amountMinor} currency={currency ?? merchant.currency} />
          </>
        )}
      </p>
      <p>{say(texts.confirmLead)}</p>
      {amountMinor === null ? null : (
        <MoneyField
          label={texts.amountAgain}
          value={typed}
          problem={typed !== '' && !same ? texts.amountDiffers : undefined}
          changed={setTyped}
        />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={back}>
          {say(texts.back)}
        </Button>
        <Button color="brick" disabled={!same} loading={busy} onClick={go}>
          {say(actionWords.settle.name)}
        </Button>
      </Group>
    </div>
  );
}
