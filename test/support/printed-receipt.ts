/** What the machine's printer has put on paper. */
import type { Product } from './product.ts';
import { until } from './product-until.ts';

/** The receipt of the order, once it is on paper. */
export function printedReceipt({ outside }: Product, orderId: string) {
  return until('the printed receipt', async () => {
    const receipts = await outside.receipts();
    return receipts.find(({ text, complete }) => complete && text.includes(orderId));
  });
}
