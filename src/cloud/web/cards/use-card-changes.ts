/** Changes cards and says what was done; what was refused is said in the operator's words. */
import type { Text } from '../../../domain/text.ts';
import type { OperationName, StoredValueCard } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { cardTexts as texts } from './card-words.ts';

const refreshes: readonly OperationName[] = ['listStoredValueCards', 'listAudit'];

export function useCardChanges(done: () => void) {
  const notices = useNotices();
  const { merchant } = useSession();
  const opening = useChange('openStoredValueCard', refreshes);
  const pins = useChange('setCardPin', refreshes);
  const unlocking = useChange('unlockCard', refreshes);
  const offline = useChange('setCardOffline', refreshes);
  const forgetting = useChange('forgetCardFingers', refreshes);
  const told = (work: Promise<unknown>, text: Text) =>
    void work.then(() => {
      notices.done(text);
      done();
    }, notices.failed);
  return {
    busy: [opening, pins, unlocking, offline, forgetting].some(({ isPending }) => isPending),
    open: (code: string, balanceMinor: number) =>
      told(
        opening.mutateAsync({ body: { code, balanceMinor, currency: merchant.currency } }),
        texts.cardOpened,
      ),
    setPin: (code: string, pin: string) => told(pins.mutateAsync({ body: { code, pin } }), texts.pinSaved),
    unlock: ({ id }: StoredValueCard) => told(unlocking.mutateAsync({ path: { id } }), texts.unlocked),
    setOffline: ({ id }: StoredValueCard, offlineMinor: number) =>
      told(offline.mutateAsync({ path: { id }, body: { offlineMinor } }), texts.offlineSaved),
    forgetFingers: ({ id }: StoredValueCard) =>
      told(forgetting.mutateAsync({ path: { id } }), texts.fingersForgotten),
  };
}
