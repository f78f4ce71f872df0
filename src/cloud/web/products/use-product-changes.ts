/** Saves or removes a product, and offers to take it back: a change by the product before, a new one by removing it. */
import type { Product } from '../../../domain/product.ts';
import type { OperationName } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';

const refreshes: readonly OperationName[] = ['listProducts'];

export function useProductChanges(before: Product | undefined, done: () => void) {
  const notices = useNotices();
  const change = useChange('changeProduct', refreshes);
  const remove = useChange('removeProduct', refreshes);
  const put = (product: Product) => change.mutateAsync({ path: { id: product.productId }, body: product });
  const takeBack = (product: Product) =>
    before ? put(before) : remove.mutateAsync({ path: { id: product.productId } });
  return {
    busy: change.isPending,
    remove: (product: Product) => {
      const undo = () => void put(product).catch(notices.failed);
      remove.mutateAsync({ path: { id: product.productId } }).then(() => {
        notices.done(
          {
            zh: `“${product.name.zh}”已删除，发布后生效。`,
            en: `“${product.name.en}” removed; publish to put it into effect.`,
          },
          undo,
        );
        done();
      }, notices.failed);
    },
    save: (product: Product) => {
      const undo = () => void takeBack(product).catch(notices.failed);
      put(product).then(() => {
        notices.done(
          {
            zh: `“${product.name.zh}”已保存，发布后生效。`,
            en: `“${product.name.en}” saved; publish to put it into effect.`,
          },
          undo,
        );
        done();
      }, notices.failed);
    },
  };
}
