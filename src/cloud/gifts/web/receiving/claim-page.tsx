/** For somebody with a pickup code: typed or in the link; nobody has to sign in to see their gift. */
import { type FormEvent, useState } from 'react';
import { readPickupCode } from '../../../../domain/gift-code.ts';
import type { ReceivedGift } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { receivingTexts as texts } from '../texts/receiving-texts.ts';
import { useRead } from '../use-read.ts';
import { ReceivedCard } from './received-card.tsx';
import { RecipientChoices } from './recipient-choices.tsx';

/** How often a gift that is looked at is read again: its giver may take it back, a machine may take it. */
const readEveryMs = 5000;

/** The code stands behind the `#` of a link, which is sent to nobody. */
const codeOfLink = () => readPickupCode(decodeURIComponent(location.hash.slice(1)));

export function ClaimPage() {
  const { say } = useGifts();
  const [code, setCode] = useState(codeOfLink);
  const [typed, setTyped] = useState('');
  const [odd, setOdd] = useState(false);
  if (code !== undefined) return <Claimed code={code} otherCode={() => setCode(undefined)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readPickupCode(typed);
    setOdd(read === undefined);
    setCode(read);
  };
  return (
    <>
      <PageHead title={say(texts.claimTitle)} note={say(texts.claimNote)} backTo="/" />
      <form className="card" onSubmit={submit} noValidate>
        <Field
          label={say(texts.code)}
          hint={say(texts.codeHint)}
          wrong={odd ? say(texts.codeOdd) : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={40}
          value={typed}
          change={setTyped}
        />
        <button type="submit" className="primary">
          {say(texts.look)}
        </button>
      </form>
    </>
  );
}

function Claimed({ code, otherCode }: { readonly code: string; readonly otherCode: () => void }) {
  const { say, cloud } = useGifts();
  const read = useRead<ReceivedGift>(code, () => cloud.call('claim', { body: { code } }), readEveryMs);
  return (
    <>
      <PageHead title={say(texts.forYou)} backTo="/" />
      <Loaded read={read}>
        {(gift) => (
          <>
            <ReceivedCard gift={gift} />
            <RecipientChoices gift={gift} code={code} show={read.show} />
          </>
        )}
      </Loaded>
      <button type="button" className="plain" onClick={otherCode}>
        {say(texts.otherCode)}
      </button>
    </>
  );
}
