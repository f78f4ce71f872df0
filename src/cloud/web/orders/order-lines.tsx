/** The goods of an order: unit price, discount and amount due of every line, and the sums. */
import type { Text } from '../../../domain/text.ts';
import type { OrderDetail } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { useOptionWords } from './use-option-words.ts';

const texts = {
  title: { zh: '商品', en: 'Goods' },
  none: { zh: '清单是空的', en: 'The list is empty' },
  item: { zh: '商品', en: 'Item' },
  quantity: { zh: '数量', en: 'Quantity' },
  unit: { zh: '单价', en: 'Unit price' },
  regular: { zh: '原价', en: 'Regular' },
  discount: { zh: '优惠', en: 'Discount' },
  due: { zh: '应付', en: 'Due' },
  total: { zh: '合计', en: 'Total' },
  lot: { zh: '批号', en: 'lot' },
  expires: { zh: '到期', en: 'expires' },
  perKg: { zh: '/千克', en: '/kg' },
};

type Line = OrderDetail['lines'][number];

export function OrderLines({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  const { totals, currency } = order;
  return (
    <Card
      title={texts.title}
      aside={<span className="quiet">{say(counted(totals.pieces, '件', 'piece'))}</span>}
    >
      {order.lines.length === 0 ? <Empty title={texts.none} icon="basket" /> : null}
      {order.lines.length === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="wide">
                {say(texts.item)}
              </th>
              <th scope="col" className="right">
                {say(texts.quantity)}
              </th>
              <th scope="col" className="right">
                {say(texts.unit)}
              </th>
              <th scope="col" className="right">
                {say(texts.discount)}
              </th>
              <th scope="col" className="right">
                {say(texts.due)}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <LineRow key={line.lineId} line={line} order={order} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {say(texts.total)}
              </th>
              <td className="right quiet">
                <Money minor={totals.regularMinor} currency={currency} />
              </td>
              <td className="right saving">
                {totals.discountMinor === 0 ? null : (
                  <Money minor={-totals.discountMinor} currency={currency} />
                )}
              </td>
              <td className="right total">
                <Money minor={order.total} currency={currency} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </Card>
  );
}

function LineRow({ line, order }: { line: Line; order: OrderDetail }) {
  const { say } = useLanguage();
  const { currency } = order;
  const options = useOptionWords(line);
  return (
    <tr>
      <td className="wide">
        <span className="with-picture">
          <ProductPicture name={line.picture} />
          <span className="stacked">
            <span>{say(line.name)}</span>
            <small className="quiet">{lineNotes(line, options, say).join(' · ')}</small>
          </span>
        </span>
      </td>
      <td className="right number">
        {line.weightGrams === undefined ? line.quantity : `${(line.weightGrams / 1000).toFixed(3)} kg`}
      </td>
      <td className="right">
        <Money minor={line.unitPriceMinor} currency={currency} />
        {line.weightGrams === undefined ? null : <small className="quiet">{say(texts.perKg)}</small>}
      </td>
      <td className="right">
        {line.discounts.length === 0 ? <span className="quiet">—</span> : null}
        {line.discounts.map((discount) => (
          <span key={discount.promotionId} className="stacked discount">
            <span className="saving">
              <Money minor={-discount.amountMinor} currency={currency} />
            </span>
            <small className="quiet">{say(discount.name)}</small>
          </span>
        ))}
      </td>
      <td className="right">
        <strong>
          <Money minor={line.dueMinor} currency={currency} />
        </strong>
      </td>
    </tr>
  );
}

function lineNotes(line: Line, options: readonly Text[], say: (text: Text) => string): string[] {
  return [
    line.productId,
    ...(line.lot === undefined ? [] : [`${say(texts.lot)} ${line.lot}`]),
    ...(line.expiresOn === undefined ? [] : [`${say(texts.expires)} ${line.expiresOn}`]),
    ...options.map(say),
  ];
}
