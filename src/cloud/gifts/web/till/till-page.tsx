/** The counter till: the clerk scans goods and the customer's code, and accepts the gift for the customer. */
import { useState } from 'react';
import { Refused } from '../../../../look/phone/refused.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { useGifts } from '../gifts-context.ts';
import { Note } from '../parts/note.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { CustomerForm } from './customer-form.tsx';
import { OfferCard } from './offer-card.tsx';
import { ScanField } from './scan-field.tsx';
import { TillGoods } from './till-goods.tsx';
import { type Customer, newSale, questionOf, type TillSale } from './till-sale.ts';
import { TillSlip } from './till-slip.tsx';
import { TillSum } from './till-sum.tsx';
import { TillToken } from './till-token.tsx';

const freshSale = () => newSale(`till-${crypto.randomUUID().slice(0, 18)}`);

export function TillPage({ merchant }: { readonly merchant: string }) {
  const kept = `kioskd.till.${merchant}`;
  const [token, setToken] = useState(() => localStorage.getItem(kept) ?? '');
  const keep = (given: string) => {
    if (given === '') localStorage.removeItem(kept);
    else localStorage.setItem(kept, given);
    setToken(given);
  };
  if (token === '') return <TillToken keep={keep} />;
  return <Selling token={token} forget={() => keep('')} />;
}

interface SellingProps {
  readonly token: string;
  readonly forget: () => void;
}

function Selling({ token, forget }: SellingProps) {
  const { say, cloud, shop } = useGifts();
  const [sale, setSale] = useState(freshSale);
  const [noGift, setNoGift] = useState(false);
  const { asking, refused, ask } = useAsking();
  const change = (next: TillSale) => {
    setNoGift(false);
    setSale(next);
  };
  const askFor = (customer: Customer) =>
    ask(async () => {
      setNoGift(false);
      const body = questionOf(sale, customer, shop?.currency ?? 'CNY');
      const { offer, refused: why } = await cloud.call('askEntrance', { token, body });
      if (offer) setSale((now) => (now.version === sale.version ? { ...now, offer } : now));
      else if (why) throw new Refused(why);
      else setNoGift(true);
    });
  return (
    <>
      <PageHead title={say(texts.title)} />
      <div className="till-columns">
        <section className="card" aria-labelledby="goods">
          <h2 id="goods">{say(texts.goods)}</h2>
          <ScanField sale={sale} change={change} askFor={(customer) => void askFor(customer)} />
          <TillGoods sale={sale} change={change} />
        </section>
        <div className="fields">
          <TillSum sale={sale} next={() => change(freshSale())} />
          <RefusedNote code={refused} />
          {noGift ? <Note>{say(texts.noGift)}</Note> : null}
          {sale.offer ? (
            <OfferCard
              key={sale.offer.offerId}
              token={token}
              sale={sale}
              offer={sale.offer}
              change={change}
            />
          ) : (
            <CustomerForm
              token={token}
              disabled={asking || sale.lines.length === 0}
              askFor={(customer) => void askFor(customer)}
            />
          )}
          <button type="button" className="plain" onClick={forget}>
            {say(texts.forget)}
          </button>
        </div>
      </div>
      <TillSlip sale={sale} />
    </>
  );
}
