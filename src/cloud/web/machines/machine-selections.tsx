/** What a machine sells by touch: slot, recipe or door, and its product. */
import type { Text } from '../../../domain/text.ts';
import type { KioskDetail } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { useRest } from '../rest/use-rest.ts';

const texts = {
  title: { zh: '触屏可选', en: 'Sold by touch' },
  none: { zh: '这台机器只扫码', en: 'This machine only scans' },
  slot: { zh: '货道', en: 'slot' },
  recipe: { zh: '配方', en: 'recipe' },
  door: { zh: '柜门', en: 'door' },
};

type Selection = KioskDetail['selections'][number];

export function MachineSelections({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const any = kiosk.selections.length > 0;
  const products = useRest('listProducts', { query: { limit: 200 }, enabled: any });
  const known = new Map(products.data?.items.map((product) => [product.productId, product]));
  const count = <span className="quiet">{say(counted(kiosk.selections.length, '项', 'selection'))}</span>;
  return (
    <Card title={texts.title} aside={any ? count : undefined}>
      {any ? null : <Empty title={texts.none} icon="barcode" />}
      <ul className="rows">
        {kiosk.selections.map((selection) => {
          const product = known.get(selection.productId);
          return (
            <li key={selection.selectionId} className="row">
              <ProductPicture name={product?.picture} sizePx={34} />
              <span className="row-main">
                <span className="row-title">{product ? say(product.name) : selection.productId}</span>
                <span className="row-note">{targetText(selection.target, say)}</span>
              </span>
              {product ? <Money minor={product.priceMinor} /> : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function targetText(target: Selection['target'], say: (text: Text) => string): string {
  switch (target.how) {
    case 'slot':
      return `${say(texts.slot)} ${target.slot}`;
    case 'recipe':
      return `${say(texts.recipe)} ${target.recipe}`;
    case 'door':
      return `${say(texts.door)} ${target.door}`;
  }
}
