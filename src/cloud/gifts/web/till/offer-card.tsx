/** The gift that was found, for the clerk to read out; the customer's answer, and the payment by the gift. */
import { useEffect, useState } from 'react';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { EntranceResult } from '../../../../wire/rest-gifts.ts';
import { useGifts } from '../gifts-context.ts';
import { Dots } from '../parts/loaded.tsx';
import { Note } from '../parts/note.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { targetWords } from '../stage-words.ts';
import { refusedWords } from '../texts/refused-words.ts';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { type Offer, sumMinor, type TillSale } from './till-sale.ts';

interface OfferCardProps {
  readonly token: string;
  readonly sale: TillSale;
  readonly offer: Offer;
  readonly change: (sale: TillSale) => void;
}

const askEveryMs = 1000;

export function OfferCard({ token, sale, offer, change }: OfferCardProps) {
  const { say, cloud, money } = useGifts();
  const [conversation, setConversation] = useState(false);
  const { asking, refused, ask } = useAsking();
  const { result } = sale;
  const told = (next: EntranceResult) => {
    const { offer: _offer, result: _result, ...bare } = sale;
    // After a no the gift is somebody else's, and the customer pays as usual.
    change(next.answer === 'accepted' ? { ...sale, result: next } : bare);
  };
  const answer = (kind: 'accepted' | 'declined' | 'notMe') =>
    ask(async () => {
      const body = { answer: kind, conversation: kind === 'accepted' && conversation };
      told(await cloud.call('answerEntrance', { token, id: offer.offerId, body }));
    });
  const [returning, setReturning] = useState(false);
  const giveBack = () =>
    ask(async () => {
      told(await cloud.call('returnEntrance', { token, id: offer.offerId }));
      setReturning(true);
    });
  const open = result?.payment === 'open' || (returning && result?.payment === 'paid');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again only while an end is waited for
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => {
      void ask(async () => told(await cloud.call('readEntrance', { token, id: offer.offerId })));
    }, askEveryMs);
    return () => clearInterval(timer);
  }, [open]);
  const giver = offer.wording.giverName;
  return (
    <section className="card offer" aria-labelledby="offer">
      <h2 id="offer">{giver ? say(texts.found, { giver }) : say(texts.foundSomebody)}</h2>
      <p className="amount">
        <span>{say(targetWords(offer.target))}</span>
        <strong>−{money(offer.cover.coverMinor, offer.currency)}</strong>
      </p>
      {offer.wording.words === '' ? null : <p className="quote">{offer.wording.words}</p>}
      <RefusedNote code={refused} />
      {result ? (
        <AfterYes result={result} offer={offer} giveBack={() => void giveBack()} waiting={open || asking} />
      ) : (
        <>
          <p className="quiet">
            {say(texts.leftAfter, { amount: money(sumMinor(sale) - offer.cover.coverMinor) })}
          </p>
          {offer.conversation ? (
            <SwitchRow name={say(texts.conversation)} checked={conversation} change={setConversation} />
          ) : null}
          <div className="pair">
            <button type="button" disabled={asking} onClick={() => void answer('declined')}>
              {say(texts.declined)}
            </button>
            <button
              type="button"
              className="primary"
              disabled={asking}
              onClick={() => void answer('accepted')}
            >
              {say(texts.accepted)}
            </button>
          </div>
          <button type="button" className="plain" disabled={asking} onClick={() => void answer('notMe')}>
            {say(texts.notMe)}
          </button>
        </>
      )}
    </section>
  );
}

interface AfterYesProps {
  readonly result: EntranceResult;
  readonly offer: Offer;
  /** The goods came back. */
  readonly giveBack: () => void;
  readonly waiting: boolean;
}

function AfterYes({ result, offer, giveBack, waiting }: AfterYesProps) {
  const { say } = useGifts();
  const { payment, reason } = result;
  if (payment === 'paid') {
    return (
      <>
        <Note kind="good">{say(texts.paid)}</Note>
        {offer.wording.giverContact ? (
          <p>{say(texts.contact, { contact: offer.wording.giverContact })}</p>
        ) : null}
        <button type="button" className="plain" disabled={waiting} onClick={giveBack}>
          {say(texts.giveBack)}
        </button>
      </>
    );
  }
  if (payment === 'open') {
    return (
      <div role="status" className="centre fields">
        <Dots />
        <p>{say(texts.paying)}</p>
      </div>
    );
  }
  if (payment === 'returned') return <Note>{say(texts.returned)}</Note>;
  return <Note kind="danger">{say(reason ? refusedWords(reason) : texts.notPaid)}</Note>;
}
