/** What is due, what the gift pays, what is left; the slip for the customer, and the next sale. */
import { useGifts } from '../gifts-context.ts';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { coveredMinor, isFixed, sumMinor, type TillSale } from './till-sale.ts';

interface TillSumProps {
  readonly sale: TillSale;
  readonly next: () => void;
}

export function TillSum({ sale, next }: TillSumProps) {
  const { say, money } = useGifts();
  const due = sumMinor(sale);
  const covered = coveredMinor(sale);
  return (
    <section className="card till-sum" aria-label={say(texts.sum)}>
      <div>
        <span>{say(texts.goodsSum)}</span>
        <span className="figures">{money(due)}</span>
      </div>
      {covered > 0 ? (
        <div>
          <span>{say(texts.byGift)}</span>
          <span className="figures">−{money(covered)}</span>
        </div>
      ) : null}
      <div className="till-due" role="status">
        <span>{say(texts.left)}</span>
        <strong>{money(due - covered)}</strong>
      </div>
      {covered > 0 ? (
        <button type="button" className="primary" onClick={() => print()}>
          {say(texts.print)}
        </button>
      ) : null}
      {sale.lines.length > 0 && (covered > 0 || !isFixed(sale)) ? (
        <button type="button" onClick={next}>
          {say(covered > 0 ? texts.nextCustomer : texts.clear)}
        </button>
      ) : null}
    </section>
  );
}
