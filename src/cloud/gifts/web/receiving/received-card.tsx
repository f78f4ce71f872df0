/** A gift as its recipient sees it: what it is, the giver's words, and the code for the machine's scanner. */
import { QrCode } from '../../../../look/qr-code.tsx';
import type { ReceivedGift } from '../../../../wire/rest-gifts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { StageTag } from '../parts/gift-row.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { groupedCode, targetPicture, targetWords } from '../stage-words.ts';
import { receivingTexts as texts } from '../texts/receiving-texts.ts';
import { homeTexts } from '../texts/stage-texts.ts';

/** Stages in which it can still be claimed. */
export const isClaimable = ({ stage }: ReceivedGift) => stage === 'waiting' || stage === 'offered';

export function ReceivedCard({ gift }: { readonly gift: ReceivedGift }) {
  const { say, money, day } = useGifts();
  const { target, amountMinor, currency, words, giverName, giverContact, stage, pickupCode } = gift;
  return (
    <section className="card" aria-label={say(texts.gift)}>
      <div className="review">
        <ProductPicture name={targetPicture(useShop(), target)} />
        <span className="row-words">
          <strong>
            {say(targetWords(target))} <span className="figures">{money(amountMinor, currency)}</span>
          </strong>
          <span>{giverName ? say(homeTexts.from, { giver: giverName }) : say(homeTexts.fromSomebody)}</span>
        </span>
        <StageTag stage={stage} forMe />
      </div>
      {words === '' ? null : <p className="quote">{words}</p>}
      {giverContact ? <p className="quiet">{say(texts.contact, { contact: giverContact })}</p> : null}
      {isClaimable(gift) ? (
        <>
          {pickupCode ? (
            <>
              <QrCode content={pickupCode} label={say(texts.codeLabel, { code: groupedCode(pickupCode) })} />
              <p className="large-code">{groupedCode(pickupCode)}</p>
              <p className="quiet">{say(texts.showCode)}</p>
            </>
          ) : (
            <p className="quiet">{say(texts.byPhone)}</p>
          )}
          <p className="quiet small">{say(texts.until, { date: day(gift.expiresAtMs) })}</p>
        </>
      ) : null}
    </section>
  );
}
