/** Saves or removes a promotion, and offers to take it back. */
import type { Promotion } from '../../../domain/promotion.ts';
import type { OperationName } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';

const refreshes: readonly OperationName[] = ['listPromotions'];

export function usePromotionChanges(before: Promotion | undefined, done: () => void) {
  const notices = useNotices();
  const change = useChange('changePromotion', refreshes);
  const removal = useChange('removePromotion', refreshes);
  const put = (promotion: Promotion) =>
    change.mutateAsync({ path: { id: promotion.promotionId }, body: promotion });
  const takeAway = (promotion: Promotion) => removal.mutateAsync({ path: { id: promotion.promotionId } });
  return {
    busy: change.isPending,
    save: (promotion: Promotion) => {
      const undo = () => void (before ? put(before) : takeAway(promotion)).catch(notices.failed);
      put(promotion).then(() => {
        notices.done(
          {
            zh: `“${promotion.name.zh}”已保存，发布后生效。`,
            en: `“${promotion.name.en}” saved; publish to put it into effect.`,
          },
          undo,
        );
        done();
      }, notices.failed);
    },
    remove: (promotion: Promotion) => {
      const undo = () => void put(promotion).catch(notices.failed);
      takeAway(promotion).then(() => {
        notices.done(
          {
            zh: `“${promotion.name.zh}”已删除，发布后生效。`,
            en: `“${promotion.name.en}” removed; publish to put it into effect.`,
          },
          undo,
        );
        done();
      }, notices.failed);
    },
  };
}
