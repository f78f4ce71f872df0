/** Asks for the gift of a customer without a code at hand: by their phone, proved by the code sent to it. */
import { type FormEvent, useState } from 'react';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { PhoneCodeSent } from '../../../../wire/rest-gifts.ts';
import { isPhone, phoneMax } from '../gift-limits.ts';
import { useGifts } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { signInTexts } from '../texts/frame-texts.ts';
import { tillTexts as texts } from '../texts/till-texts.ts';
import type { Customer } from './till-sale.ts';

interface CustomerFormProps {
  readonly token: string;
  readonly disabled: boolean;
  readonly askFor: (customer: Customer) => void;
}

export function CustomerForm({ token, disabled, askFor }: CustomerFormProps) {
  const { say, cloud, language } = useGifts();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [odd, setOdd] = useState(false);
  const [sent, setSent] = useState<PhoneCodeSent>();
  const { asking, refused, ask } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sent) {
      setOdd(!/^\d{6}$/.test(code));
      if (/^\d{6}$/.test(code)) askFor({ kind: 'phone', phone, code });
      return;
    }
    setOdd(!isPhone(phone));
    if (!isPhone(phone)) return;
    void ask(async () => {
      setSent(await cloud.call('sendEntranceCode', { token, body: { phone, language } }));
    });
  };
  const changePhone = (typed: string) => {
    setSent(undefined);
    setPhone(typed);
  };
  return (
    <form className="card" onSubmit={submit} noValidate>
      <h2>{say(texts.customer)}</h2>
      <p className="quiet">{say(texts.customerNote)}</p>
      <Field
        label={say(texts.phone)}
        wrong={odd && !sent ? say(signInTexts.phoneOdd) : undefined}
        type="tel"
        autoComplete="off"
        maxLength={phoneMax}
        value={phone}
        change={changePhone}
      />
      {sent?.shown ? <Note>{say(signInTexts.demoCode, { code: sent.shown })}</Note> : null}
      {sent ? (
        <Field
          label={say(signInTexts.code)}
          hint={say(signInTexts.codeNote, { phone: sent.phoneMasked })}
          wrong={odd ? say(signInTexts.codeOdd) : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={code}
          change={setCode}
        />
      ) : null}
      <RefusedNote code={refused} />
      <button type="submit" disabled={disabled || asking}>
        {say(sent ? texts.find : texts.sendCode)}
      </button>
    </form>
  );
}
