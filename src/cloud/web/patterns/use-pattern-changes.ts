/** Saves the table of code rules as a whole, on the revision that was read, and offers to take it back. */
import type { CodePattern } from '../../../domain/code-pattern.ts';
import type { Text } from '../../../domain/text.ts';
import type { Answer, OperationName } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';

const refreshes: readonly OperationName[] = ['readCodePatterns'];

const saved: Text = {
  zh: '规则已保存，发布后生效。',
  en: 'Rules saved; publish them to put them into effect.',
};

export function usePatternChanges(table: Answer<'readCodePatterns'> | undefined) {
  const notices = useNotices();
  const change = useChange('changeCodePatterns', refreshes);
  const put = (revision: string, patterns: readonly CodePattern[]) =>
    change.mutateAsync({ body: { revision, patterns: [...patterns] } });
  return {
    busy: change.isPending,
    /** Sets the table; `done` when that worked. */
    replace: (patterns: readonly CodePattern[], done: () => void = () => undefined) => {
      if (!table) return;
      put(table.revision, patterns).then(({ revision }) => {
        notices.done(saved, () => void put(revision, table.patterns).catch(notices.failed));
        done();
      }, notices.failed);
    },
  };
}
