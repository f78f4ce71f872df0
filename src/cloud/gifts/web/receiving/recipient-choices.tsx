/** What a recipient can say to a gift beside claiming it: no thanks, no more from this giver, something is wrong. */
import { useState } from 'react';
import { Link } from 'wouter';
import { type GiftReportReason, giftReportReasons } from '../../../../domain/gift-report-reason.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { ReceivedGift } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { AskingHeading } from '../parts/asking-heading.tsx';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { reportTexts, receivingTexts as texts } from '../texts/receiving-texts.ts';
import { isClaimable } from './received-card.tsx';

type Wish = 'decline' | 'block' | 'report';

interface ChoicesProps {
  readonly gift: ReceivedGift;
  /** How the gift was found, where that was not by signing in. */
  readonly code?: string | undefined;
  readonly show: (gift: ReceivedGift) => void;
}

export function RecipientChoices({ gift, code, show }: ChoicesProps) {
  const { say, cloud, me } = useGifts();
  const { asking, refused, ask } = useAsking();
  const [wish, setWish] = useState<Wish>();
  const [reported, setReported] = useState(false);
  const which = { giftId: gift.giftId, ...(code === undefined ? {} : { code }) };
  const told = (next: ReceivedGift) => {
    show(next);
    setWish(undefined);
  };
  const report = (reason: GiftReportReason) =>
    ask(async () => {
      told(await cloud.call('report', { body: { ...which, reason } }));
      setReported(true);
    });
  if (wish === 'report') {
    return (
      <section className="card" aria-labelledby="report">
        <AskingHeading id="report">{say(reportTexts.title)}</AskingHeading>
        <p className="quiet">{say(reportTexts.note)}</p>
        {giftReportReasons.map((reason) => (
          <button key={reason} type="button" disabled={asking} onClick={() => void report(reason)}>
            {say(reportTexts[reason])}
          </button>
        ))}
        <RefusedNote code={refused} />
        <button type="button" className="plain" onClick={() => setWish(undefined)}>
          {say(texts.cancel)}
        </button>
      </section>
    );
  }
  if (wish) {
    const answer = () => ask(async () => told(await cloud.call(wish, { body: which })));
    return (
      <section className="card" aria-labelledby="sure">
        <AskingHeading id="sure">{say(texts[`${wish}Sure`])}</AskingHeading>
        <p className="quiet">{say(texts[`${wish}Note`])}</p>
        <RefusedNote code={refused} />
        <div className="pair">
          <button type="button" onClick={() => setWish(undefined)}>
            {say(texts.cancel)}
          </button>
          <button type="button" className="danger" disabled={asking} onClick={() => void answer()}>
            {say(texts[wish])}
          </button>
        </div>
      </section>
    );
  }
  return (
    <>
      {reported ? <Note kind="good">{say(reportTexts.done)}</Note> : null}
      {gift.conversationOpen && me ? (
        <Link href={`/received/${gift.giftId}/talk`} className="button primary">
          <Icon name="chat" />
          {say(texts.talk)}
        </Link>
      ) : null}
      <div className="choices">
        {isClaimable(gift) ? (
          <button type="button" className="plain" onClick={() => setWish('decline')}>
            {say(texts.decline)}
          </button>
        ) : null}
        {me ? (
          <button type="button" className="plain" onClick={() => setWish('block')}>
            {say(texts.block)}
          </button>
        ) : null}
        <button type="button" className="plain" onClick={() => setWish('report')}>
          {say(texts.report)}
        </button>
      </div>
    </>
  );
}
