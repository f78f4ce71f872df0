/** One gift for its giver: pay it, pass its code on, follow it live, and what can still be done with it. */
import { useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../../../look/icon.tsx';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { GiftView } from '../../../../wire/rest-gifts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { StageTag } from '../parts/gift-row.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { targetPicture, targetWords, whomWords } from '../stage-words.ts';
import { followingTexts as texts } from '../texts/following-texts.ts';
import { useFollowed } from '../use-read.ts';
import { PaymentCard } from './payment-card.tsx';
import { PickupCard } from './pickup-card.tsx';
import { ReactionCard } from './reaction-card.tsx';
import { WayList } from './way-list.tsx';

export interface GiftProps {
  readonly gift: GiftView;
  /** Shows what the cloud answered to a change. */
  readonly show: (gift: GiftView) => void;
}

export function GiftPage({ giftId }: { readonly giftId: string }) {
  const { say, cloud } = useGifts();
  const read = useFollowed(cloud, giftId, () => cloud.call('readGift', { id: giftId }));
  return (
    <>
      <PageHead title={say(texts.title)} backTo="/" />
      <Loaded read={read}>
        {(gift) => (
          <>
            <Summary gift={gift} show={read.show} />
            {gift.stage === 'awaitingPayment' ? <PaymentCard gift={gift} show={read.show} /> : null}
            {gift.pickupCode ? <PickupCard code={gift.pickupCode} url={gift.claimUrl} /> : null}
            {gift.answer?.kind === 'accepted' ? <ReactionCard answer={gift.answer} /> : null}
            {gift.conversationOpen ? (
              <Link href={`/gifts/${giftId}/talk`} className="button primary">
                <Icon name="chat" />
                {say(texts.talk)}
              </Link>
            ) : null}
            <WayList gift={gift} />
            <WhatNow gift={gift} show={read.show} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Summary({ gift }: GiftProps) {
  const { say, money, day } = useGifts();
  const { target, amountMinor, currency, words, stage, expiresAtMs } = gift;
  return (
    <section className="card" aria-label={say(texts.title)}>
      <div className="review">
        <ProductPicture name={targetPicture(useShop(), target)} />
        <span className="row-words">
          <strong>
            {say(targetWords(target))} <span className="figures">{money(amountMinor, currency)}</span>
          </strong>
          <span>{say(texts.forWhom, { whom: say(whomWords(gift)) })}</span>
        </span>
        <StageTag stage={stage} />
      </div>
      {words === '' ? null : <p className="quote">{words}</p>}
      {stage === 'waiting' ? (
        <p className="quiet small">{say(texts.validUntil, { date: day(expiresAtMs) })}</p>
      ) : null}
    </section>
  );
}

/** The refund that waits for the giver's word, or taking back what nobody claimed yet. */
function WhatNow({ gift, show }: GiftProps) {
  const { say, cloud, money } = useGifts();
  const { asking, refused, ask } = useAsking();
  const [sure, setSure] = useState(false);
  const { giftId, stage, amountMinor, currency, confirmRefund } = gift;
  const change = (name: 'confirmRefund' | 'withdrawGift') =>
    ask(async () => {
      show(await cloud.call(name, { id: giftId }));
      setSure(false);
    });
  if (confirmRefund) {
    return (
      <section className="card">
        <p>{say(texts.confirmRefundNote)}</p>
        <RefusedNote code={refused} />
        <button
          type="button"
          className="primary"
          disabled={asking}
          onClick={() => void change('confirmRefund')}
        >
          {say(texts.confirmRefund, { amount: money(amountMinor, currency) })}
        </button>
      </section>
    );
  }
  if (stage !== 'waiting' && stage !== 'awaitingPayment') return null;
  const [name, note] =
    stage === 'waiting' ? [texts.takeBack, texts.takeBackNote] : [texts.giveUp, texts.giveUpNote];
  if (!sure) {
    return (
      <button type="button" className="plain" onClick={() => setSure(true)}>
        {say(name)}
      </button>
    );
  }
  return (
    <section className="card" aria-label={say(name)}>
      <h2>{say(texts.takeBackSure)}</h2>
      <p>{say(note)}</p>
      <RefusedNote code={refused} />
      <div className="pair">
        <button type="button" onClick={() => setSure(false)}>
          {say(texts.keep)}
        </button>
        <button
          type="button"
          className="danger"
          disabled={asking}
          onClick={() => void change('withdrawGift')}
        >
          {say(name)}
        </button>
      </div>
    </section>
  );
}
