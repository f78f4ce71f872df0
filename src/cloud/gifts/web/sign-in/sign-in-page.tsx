/** Signs somebody in by a code that is sent to their phone, first the number, then the code; or by a passkey. */
import { type FormEvent, useState } from 'react';
import { giftBarYears } from '../../../../domain/gift-bar.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { PhoneCodeSent } from '../../../../wire/rest-gifts.ts';
import { isPhone, phoneMax } from '../gift-limits.ts';
import { useGifts } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { Note } from '../parts/note.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { signInTexts as texts } from '../texts/frame-texts.ts';
import { PasskeyEntry } from './passkey-entry.tsx';

const codePattern = /^\d{6}$/;

export function SignInPage() {
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState<PhoneCodeSent>();
  if (sent) return <CodeStep phone={phone} sent={sent} otherPhone={() => setSent(undefined)} />;
  return <PhoneStep phone={phone} setPhone={setPhone} setSent={setSent} />;
}

interface PhoneStepProps {
  readonly phone: string;
  readonly setPhone: (phone: string) => void;
  readonly setSent: (sent: PhoneCodeSent) => void;
}

function PhoneStep({ phone, setPhone, setSent }: PhoneStepProps) {
  const { say, cloud, language } = useGifts();
  const [odd, setOdd] = useState(false);
  const { asking, refused, ask } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isOdd = !isPhone(phone);
    setOdd(isOdd);
    if (isOdd) return;
    void ask(async () => setSent(await cloud.call('sendPhoneCode', { body: { phone, language } })));
  };
  return (
    <>
      <PageHead title={say(texts.title)} note={say(texts.note)} />
      <form className="card" onSubmit={submit} noValidate>
        <Field
          label={say(texts.phone)}
          hint={say(texts.phoneHint)}
          wrong={odd ? say(texts.phoneOdd) : undefined}
          type="tel"
          autoComplete="tel"
          maxLength={phoneMax}
          value={phone}
          change={setPhone}
        />
        <RefusedNote code={refused} />
        <button type="submit" className="primary" disabled={asking}>
          {say(texts.send)}
        </button>
      </form>
      <PasskeyEntry />
      <p className="quiet small">{say(texts.privacy, { years: giftBarYears })}</p>
    </>
  );
}

interface CodeStepProps {
  readonly phone: string;
  readonly sent: PhoneCodeSent;
  readonly otherPhone: () => void;
}

function CodeStep({ phone, sent, otherPhone }: CodeStepProps) {
  const { say, cloud, setMe } = useGifts();
  const [code, setCode] = useState('');
  const [odd, setOdd] = useState(false);
  const { asking, refused, ask } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const bare = code.replace(/\s/g, '');
    const isOdd = !codePattern.test(bare);
    setOdd(isOdd);
    if (isOdd) return;
    void ask(async () => setMe(await cloud.call('signIn', { body: { phone, code: bare } })));
  };
  return (
    <>
      <PageHead
        title={say(texts.codeTitle)}
        note={say(texts.codeNote, { phone: sent.phoneMasked })}
        goBack={otherPhone}
      />
      <form className="card" onSubmit={submit} noValidate>
        {sent.shown === null ? null : <Note>{say(texts.demoCode, { code: sent.shown })}</Note>}
        <Field
          label={say(texts.code)}
          wrong={odd ? say(texts.codeOdd) : undefined}
          className="typed-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          value={code}
          change={setCode}
        />
        <RefusedNote code={refused} />
        <button type="submit" className="primary" disabled={asking}>
          {say(texts.enter)}
        </button>
        <button type="button" className="plain" onClick={otherPhone}>
          {say(texts.otherPhone)}
        </button>
      </form>
    </>
  );
}
