/** The goods of the sale with their number, and goods that are tapped rather than scanned. */
import { Icon } from '../../../../look/icon.tsx';
import { useGifts, useShop } from '../gifts-context.ts';
import { Empty } from '../parts/loaded.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { tillTexts as texts } from '../texts/till-texts.ts';
import { addProduct, changeQuantity, isFixed, type TillSale } from './till-sale.ts';

interface TillGoodsProps {
  readonly sale: TillSale;
  readonly change: (sale: TillSale) => void;
}

const tappedMax = 12;

export function TillGoods({ sale, change }: TillGoodsProps) {
  const { say, money } = useGifts();
  const { products } = useShop();
  const fixed = isFixed(sale);
  const step = (lineId: string, quantity: number) => change(changeQuantity(sale, lineId, quantity));
  return (
    <>
      {sale.lines.length === 0 ? (
        <Empty icon="barcode">
          <p>{say(texts.empty)}</p>
        </Empty>
      ) : (
        <ul className="till-lines">
          {sale.lines.map(({ lineId, product, quantity }) => (
            <li key={lineId}>
              <ProductPicture name={product.picture} />
              <span>{say(product.name)}</span>
              <span className="till-pieces">
                <button
                  type="button"
                  disabled={fixed}
                  aria-label={say(texts.fewer, { name: say(product.name) })}
                  onClick={() => step(lineId, quantity - 1)}
                >
                  <Icon name="minus" />
                </button>
                <span className="figures">{quantity}</span>
                <button
                  type="button"
                  disabled={fixed}
                  aria-label={say(texts.more, { name: say(product.name) })}
                  onClick={() => step(lineId, quantity + 1)}
                >
                  <Icon name="plus" />
                </button>
              </span>
              <strong className="figures till-price">{money(product.priceMinor * quantity)}</strong>
            </li>
          ))}
        </ul>
      )}
      {fixed ? null : (
        <fieldset className="pills">
          <legend className="unseen">{say(texts.tap)}</legend>
          {products
            .filter(({ gtins, priceMinor }) => gtins.length === 0 && priceMinor > 0)
            .slice(0, tappedMax)
            .map((product) => (
              <button key={product.productId} type="button" onClick={() => change(addProduct(sale, product))}>
                {say(product.name)}
              </button>
            ))}
        </fieldset>
      )}
    </>
  );
}
