/** The columns of the table of products. */
import { Button } from '@mantine/core';
import type { Product } from '../../../domain/product.ts';
import type { Text } from '../../../domain/text.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import { counted } from '../language/counted.ts';
import type { Column } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { productTexts as texts } from './product-texts.ts';

type Say = (text: Text) => string;

/** `edit` is absent for those who may not. */
export function productColumns(say: Say, edit: ((product: Product) => void) | undefined): Column<Product>[] {
  const columns: Column<Product>[] = [
    {
      name: texts.product,
      wide: true,
      cell: (product) => (
        <span className="with-picture">
          <ProductPicture name={product.picture} sizePx={44} />
          <span className="stacked">
            <span className="strong">{say(product.name)}</span>
            <small className="id">{product.productId}</small>
          </span>
        </span>
      ),
    },
    { name: texts.category, cell: (product) => say(categoryName(product.category)) },
    { name: texts.codeColumn, cell: (product) => <Codes product={product} say={say} /> },
    {
      name: texts.shelfLifeColumn,
      deskOnly: true,
      cell: (product) =>
        product.shelfLifeDays === undefined ? dash : say(counted(product.shelfLifeDays, '天', 'day')),
    },
    {
      name: texts.memberPrice,
      align: 'right',
      cell: (product) =>
        product.memberPriceMinor === undefined ? dash : <Money minor={product.memberPriceMinor} />,
    },
    { name: texts.price, align: 'right', cell: (product) => <Price product={product} say={say} /> },
  ];
  if (edit) {
    columns.push({
      name: texts.edit,
      nameHidden: true,
      align: 'right',
      cell: (product) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say(texts.edit)}: ${say(product.name)}`}
          onClick={() => edit(product)}
        >
          {say(texts.edit)}
        </Button>
      ),
    });
  }
  return columns;
}

const dash = <span className="quiet">—</span>;

function Price({ product, say }: { product: Product; say: Say }) {
  return (
    <strong>
      <Money minor={product.priceMinor} />
      {product.soldBy === 'weight' ? <small className="quiet">{say(texts.perKgShort)}</small> : null}
    </strong>
  );
}

function Codes({ product, say }: { product: Product; say: Say }) {
  const first = product.gtins[0];
  if (product.recipe !== undefined && first === undefined)
    return <span className="quiet">{say(texts.recipe)}</span>;
  if (first === undefined) return product.articleNo ? <span className="id">{product.articleNo}</span> : dash;
  return (
    <span className="id">
      {first}
      {product.gtins.length > 1 ? ` +${product.gtins.length - 1}` : ''}
    </span>
  );
}
