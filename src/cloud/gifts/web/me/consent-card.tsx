/** One consent: what, why, how long, who sees it; two answers of the same size, and its withdrawal. */
import { useState } from 'react';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { giftConsentKinds } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { RefusedNote } from '../parts/refused-note.tsx';
import { consentTexts, consentTextVersion, consentWords as words } from '../texts/me-texts.ts';

type Kind = (typeof giftConsentKinds)[number];

export function ConsentCard({ kind }: { readonly kind: Kind }) {
  const { say, cloud, me, setMe, day } = useGifts();
  const [open, setOpen] = useState(false);
  const { asking, refused, ask } = useAsking();
  const given = me?.consents.find((one) => one.kind === kind);
  const about = consentTexts[kind];
  const answer = (yes: boolean) =>
    ask(async () => {
      const body = { kind, given: yes, textVersion: consentTextVersion };
      setMe(await cloud.call('setConsent', { body }));
      setOpen(false);
    });
  return (
    <section className="card" aria-label={say(about.title)}>
      <div className="amount">
        <strong className="consent-title">{say(about.title)}</strong>
        <span className={given ? 'tag tag-good' : 'tag'}>{say(given ? words.given : words.notGiven)}</span>
      </div>
      <p className="quiet">{given ? say(words.since, { date: day(given.atMs) }) : say(about.short)}</p>
      {open ? (
        <dl className="consent">
          <dt>{say(words.what)}</dt>
          <dd>{say(about.what)}</dd>
          <dt>{say(words.why)}</dt>
          <dd>{say(about.why)}</dd>
          <dt>{say(words.howLong)}</dt>
          <dd>{say(about.howLong)}</dd>
          <dt>{say(words.whoSees)}</dt>
          <dd>{say(about.whoSees)}</dd>
          <dt>{say(words.otherwise)}</dt>
          <dd>{say(about.otherwise)}</dd>
        </dl>
      ) : null}
      <RefusedNote code={refused} />
      {open ? (
        <div className="pair">
          <button type="button" disabled={asking} onClick={() => void answer(false)}>
            {say(words.no)}
          </button>
          <button type="button" disabled={asking} onClick={() => void answer(true)}>
            {say(words.yes)}
          </button>
        </div>
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {say(given ? words.readOrWithdraw : words.read)}
        </button>
      )}
    </section>
  );
}
