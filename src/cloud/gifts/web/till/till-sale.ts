/**
 * One sale at a till: goods as they are scanned, who the customer is, and the gift that was found. Pure. Goods
 * stand still from the moment a gift is accepted; a change before that is a new question.
 */
import { readPickupCode } from '../../../../domain/gift-code.ts';
import { readMemberCode } from '../../../../domain/member-code.ts';
import type {
  EntranceOffer,
  EntranceQuestion,
  EntranceResult,
  GiftShop,
} from '../../../../wire/rest-gifts.ts';

type Product = GiftShop['products'][number];
export type Customer = EntranceQuestion['attributes'][number];
export type Offer = NonNullable<EntranceOffer['offer']>;

export interface TillLine {
  readonly lineId: string;
  readonly product: Product;
  readonly quantity: number;
}

export interface TillSale {
  readonly saleId: string;
  /** Counts the changes of the goods. */
  readonly version: number;
  readonly lines: readonly TillLine[];
  readonly offer?: Offer;
  readonly result?: EntranceResult;
}

export const newSale = (saleId: string): TillSale => ({ saleId, version: 0, lines: [] });

const linesMax = 200;
const quantityMax = 999;

export function sumMinor({ lines }: Pick<TillSale, 'lines'>): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
}

/** What the gift pays; nothing before it is paid. */
export function coveredMinor({ result }: TillSale): number {
  return result?.answer === 'accepted' && result.payment === 'paid' ? result.coverMinor : 0;
}

/** Goods change no more once the customer said yes. */
export function isFixed({ result }: TillSale): boolean {
  return result?.answer === 'accepted' && result.payment !== 'failed' && result.payment !== 'returned';
}

/** A change of the goods makes what was found for the earlier ones void. */
function withLines(sale: TillSale, lines: readonly TillLine[]): TillSale {
  const { saleId, version } = sale;
  return { saleId, version: version + 1, lines };
}

export function addProduct(sale: TillSale, product: Product): TillSale {
  const held = sale.lines.find((line) => line.product.productId === product.productId);
  if (held) return changeQuantity(sale, held.lineId, held.quantity + 1);
  if (sale.lines.length >= linesMax) return sale;
  const lineId = `line-${sale.version + 1}`;
  return withLines(sale, [...sale.lines, { lineId, product, quantity: 1 }]);
}

/** None of it takes the line away. */
export function changeQuantity(sale: TillSale, lineId: string, quantity: number): TillSale {
  if (quantity > quantityMax) return sale;
  return withLines(
    sale,
    sale.lines.flatMap((line) =>
      line.lineId !== lineId ? [line] : quantity < 1 ? [] : [{ ...line, quantity }],
    ),
  );
}

export type Scanned =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'customer'; readonly customer: Customer }
  | { readonly kind: 'unknown' };

const bareGtin = (text: string) => text.replace(/^0+/, '');

/** What a scanned or typed text is: goods by their GTIN, else a customer's code. */
export function readScan(text: string, { products }: Pick<GiftShop, 'products'>): Scanned {
  const bare = text.trim();
  if (/^\d{8,14}$/.test(bare)) {
    const product = products.find(({ gtins }) => gtins.some((gtin) => bareGtin(gtin) === bareGtin(bare)));
    return product ? { kind: 'product', product } : { kind: 'unknown' };
  }
  const member = readMemberCode({ text: bare });
  if (member) return { kind: 'customer', customer: { kind: 'memberCode', code: member } };
  const pickup = readPickupCode(bare);
  if (pickup) return { kind: 'customer', customer: { kind: 'pickupCode', code: pickup } };
  const named = products.find(({ productId }) => productId === bare.toLowerCase());
  return named ? { kind: 'product', product: named } : { kind: 'unknown' };
}

/** Is there a gift for this customer and these goods? */
export function questionOf(
  { saleId, version, lines }: TillSale,
  customer: Customer,
  currency: EntranceQuestion['currency'],
): EntranceQuestion {
  return {
    ...{ entrance: 'till', reference: `${saleId}-${version}`, currency, attributes: [customer] },
    lines: lines.map(({ lineId, product, quantity }) => ({
      ...{ lineId, productId: product.productId, category: product.category, quantity },
      dueMinor: product.priceMinor * quantity,
    })),
  };
}
