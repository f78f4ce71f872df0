/** What the till prints for the customer: the goods, what the gift paid, the giver's words, what is left. */
import { useGifts } from '../gifts-context.ts';
import { frameTexts } from '../texts/frame-texts.ts';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { coveredMinor, sumMinor, type TillSale } from './till-sale.ts';

export function TillSlip({ sale }: { readonly sale: TillSale }) {
  const { say, money, shop } = useGifts();
  const covered = coveredMinor(sale);
  const { offer } = sale;
  if (!offer || covered === 0) return null;
  const row = (name: string, minor: number) => (
    <tr key={name}>
      <td>{name}</td>
      <td className="figures">{money(minor)}</td>
    </tr>
  );
  return (
    <section className="slip" aria-hidden="true">
      <h2>{shop ? say(shop.merchantName) : ''}</h2>
      <table>
        <tbody>
          {sale.lines.map(({ product, quantity }) =>
            row(`${say(product.name)} × ${quantity}`, product.priceMinor * quantity),
          )}
          {row(say(texts.byGift), -covered)}
          {row(say(texts.left), sumMinor(sale) - covered)}
        </tbody>
      </table>
      <p>
        {offer.wording.giverName ?? say(frameTexts.somebody)}
        {offer.wording.words === '' ? '' : `: ${offer.wording.words}`}
      </p>
    </section>
  );
}
