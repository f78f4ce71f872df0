/** Forms about one card: open it, set its PIN, set what it may spend offline. Secrets leave the form with it. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { passwordChars } from '../../../domain/card-secret.ts';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import { bareDigits, codeProblem, emptyPinDraft, pinProblems } from './card-draft.ts';
import { cardTexts as texts } from './card-words.ts';

interface FootProps {
  readonly busy: boolean;
}

function Foot({ busy }: FootProps) {
  const { say } = useLanguage();
  return (
    <Button type="submit" loading={busy} fullWidth mt="md">
      {say(texts.save)}
    </Button>
  );
}

interface CodeFieldProps {
  readonly value: string;
  readonly problem: Text | undefined;
  readonly changed: (typed: string) => void;
}

function CodeField({ value, problem, changed }: CodeFieldProps) {
  const { say } = useLanguage();
  return (
    <TextInput
      label={say(texts.code)}
      description={say(texts.codeHint)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={40}
      value={value}
      error={problem ? say(problem) : undefined}
      onChange={(event) => changed(event.currentTarget.value)}
    />
  );
}

interface PinFormProps extends FootProps {
  readonly save: (code: string, pin: string) => void;
}

export function PinForm({ busy, save }: PinFormProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(emptyPinDraft);
  const [tried, setTried] = useState(false);
  const problems = tried ? pinProblems(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(pinProblems(draft)).length === 0) save(bareDigits(draft.code), draft.pin);
  };
  const secret = (name: 'pin' | 'again', label: Text) => (
    <PasswordInput
      label={say(label)}
      autoComplete="new-password"
      maxLength={passwordChars.max}
      value={draft[name]}
      error={problems[name] ? say(problems[name]) : undefined}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="quiet">{say(texts.setPinLead)}</p>
      <CodeField
        value={draft.code}
        problem={problems.code}
        changed={(code) => setDraft({ ...draft, code })}
      />
      {secret('pin', texts.newPin)}
      {secret('again', texts.newPinAgain)}
      <Foot busy={busy} />
    </form>
  );
}

/** An amount in minor units, or undefined for what is none. */
function minorOf(typed: string): number | undefined {
  if (!/^\d{1,6}([.,]\d{1,2})?$/.test(typed.trim())) return undefined;
  return Math.round(Number(typed.trim().replace(',', '.')) * 100);
}

interface OpenFormProps extends FootProps {
  readonly save: (code: string, balanceMinor: number) => void;
}

export function OpenCardForm({ busy, save }: OpenFormProps) {
  const [code, setCode] = useState('');
  const [amount, setAmount] = useState('');
  const [tried, setTried] = useState(false);
  const balanceMinor = minorOf(amount);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (codeProblem(code) === undefined && balanceMinor !== undefined) save(bareDigits(code), balanceMinor);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <CodeField value={code} problem={tried ? codeProblem(code) : undefined} changed={setCode} />
      <MoneyField
        label={texts.balance}
        value={amount}
        problem={tried && balanceMinor === undefined ? texts.amountWrong : undefined}
        changed={setAmount}
      />
      <Foot busy={busy} />
    </form>
  );
}

interface OfflineFormProps extends FootProps {
  readonly nowMinor: number;
  readonly save: (offlineMinor: number) => void;
}

export function OfflineForm({ busy, nowMinor, save }: OfflineFormProps) {
  const { say } = useLanguage();
  const [amount, setAmount] = useState((nowMinor / 100).toFixed(2));
  const offlineMinor = minorOf(amount);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (offlineMinor !== undefined) save(offlineMinor);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="quiet">{say(texts.offlineLead)}</p>
      <MoneyField
        label={texts.setOffline}
        value={amount}
        problem={offlineMinor === undefined ? texts.amountWrong : undefined}
        changed={setAmount}
      />
      <Foot busy={busy} />
    </form>
  );
}
