/** About oneself: name and contact, passkeys, consents, what is known, who is blocked; sign out, delete everything. */
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { giftBarYears } from '../../../../domain/gift-bar.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { contactMax, nameMax } from '../gift-limits.ts';
import { useGifts } from '../gifts-context.ts';
import { AskingHeading } from '../parts/asking-heading.tsx';
import { Field } from '../parts/field.tsx';
import { Note } from '../parts/note.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { meTexts as texts } from '../texts/me-texts.ts';
import { ConsentCard } from './consent-card.tsx';
import { Known } from './known.tsx';
import { Passkeys } from './passkeys.tsx';

export function MePage() {
  const { say, me } = useGifts();
  if (!me) return null;
  return (
    <>
      <PageHead title={say(texts.title)} note={me.phoneMasked} />
      <NameForm />
      <Passkeys />
      <section className="fields" aria-labelledby="consents">
        <h2 id="consents">{say(texts.consents)}</h2>
        <p className="quiet">{say(texts.consentsNote)}</p>
        <ConsentCard kind="history" />
        <ConsentCard kind="conversation" />
      </section>
      <Known />
      <Leave />
    </>
  );
}

function NameForm() {
  const { say, cloud, me, setMe } = useGifts();
  const [name, setName] = useState(me?.name ?? '');
  const [contact, setContact] = useState(me?.contact ?? '');
  const [saved, setSaved] = useState(false);
  const { asking, refused, ask } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    void ask(async () => {
      setMe(await cloud.call('changeMe', { body: { name: name.trim(), contact: contact.trim() } }));
      setSaved(true);
    });
  };
  return (
    <form className="card" onSubmit={submit}>
      <Field
        label={say(texts.name)}
        hint={say(texts.nameHint)}
        autoComplete="name"
        maxLength={nameMax}
        value={name}
        change={setName}
      />
      <Field
        label={say(texts.contact)}
        hint={say(texts.contactHint)}
        autoComplete="off"
        maxLength={contactMax}
        value={contact}
        change={setContact}
      />
      <RefusedNote code={refused} />
      {saved ? <Note kind="good">{say(texts.saved)}</Note> : null}
      <button type="submit" disabled={asking}>
        {say(texts.save)}
      </button>
    </form>
  );
}

/** Signing out, and deleting everything: which says first what that means. */
function Leave() {
  const { say, cloud, setMe } = useGifts();
  const [, goTo] = useLocation();
  const [sure, setSure] = useState(false);
  const { asking, refused, ask } = useAsking();
  const leave = (name: 'signOut' | 'deleteMe') =>
    ask(async () => {
      await cloud.call(name);
      setMe(undefined);
      goTo(name === 'deleteMe' ? '/deleted' : '/');
    });
  return (
    <section className="fields" aria-labelledby="leave">
      <h2 id="leave">{say(texts.leave)}</h2>
      <RefusedNote code={refused} />
      <button type="button" disabled={asking} onClick={() => void leave('signOut')}>
        {say(texts.signOut)}
      </button>
      {sure ? (
        <div className="card">
          <AskingHeading>{say(texts.deleteSure)}</AskingHeading>
          <p>{say(texts.deleteNote)}</p>
          <p className="quiet small">{say(texts.deleteBar, { years: giftBarYears })}</p>
          <div className="pair">
            <button type="button" onClick={() => setSure(false)}>
              {say(texts.keep)}
            </button>
            <button type="button" className="danger" disabled={asking} onClick={() => void leave('deleteMe')}>
              {say(texts.deleteYes)}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="danger" onClick={() => setSure(true)}>
          {say(texts.delete)}
        </button>
      )}
    </section>
  );
}
