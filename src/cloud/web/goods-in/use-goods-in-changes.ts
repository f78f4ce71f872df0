/** Records goods in, corrects and withdraws them; what was done is taken back by withdrawing it. */
import type { GoodsInFacts } from '../../../domain/goods-in-facts.ts';
import type { Text } from '../../../domain/text.ts';
import type { GoodsInEntryView, OperationName } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';

const refreshes: readonly OperationName[] = ['listGoodsIn'];

const saved: Text = { zh: '进货已登记，发布后生效。', en: 'Recorded; publish to put it into effect.' };
const withdrawn: Text = { zh: '进货已撤销，发布后生效。', en: 'Withdrawn; publish to put it into effect.' };

/** A fresh id, so that a request that is sent twice is one entry. */
function newId(): string {
  return `gin_${crypto.randomUUID().replaceAll('-', '').slice(0, 26)}`;
}

function factsOf(entry: GoodsInEntryView): GoodsInFacts {
  const {
    id: _id,
    productName: _name,
    takenInAtMs: _at,
    actor: _actor,
    correctedBy: _by,
    inForce: _in,
    ...facts
  } = entry;
  return facts;
}

export function useGoodsInChanges(done: () => void) {
  const notices = useNotices();
  const change = useChange('takeGoodsIn', refreshes);
  const put = (body: GoodsInFacts) => change.mutateAsync({ path: { id: newId() }, body });
  const withdrawal = (entry: GoodsInEntryView) =>
    put({ ...factsOf(entry), corrects: entry.id, withdrawn: true });
  return {
    busy: change.isPending,
    save: (facts: GoodsInFacts) =>
      void put(facts).then((entry) => {
        // A correction is taken back by another correction, which a person writes.
        const undo = () => void withdrawal(entry).catch(notices.failed);
        notices.done(saved, facts.corrects === undefined ? undo : undefined);
        done();
      }, notices.failed),
    withdraw: (entry: GoodsInEntryView) =>
      void withdrawal(entry).then((last) => {
        const again = { ...factsOf(entry), corrects: last.id, withdrawn: false };
        notices.done(withdrawn, () => void put(again).catch(notices.failed));
        done();
      }, notices.failed),
  };
}
