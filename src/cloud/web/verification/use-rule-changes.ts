/** Saves, removes and publishes verification rules, and offers to take a change back. */
import type { Text } from '../../../domain/text.ts';
import type { NamedValue, VerificationRule } from '../../../domain/verification-rule.ts';
import type { OperationName } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';

const refreshes: readonly OperationName[] = ['readVerification', 'dryRunVerification'];

const savedText = ({ label }: VerificationRule): Text => ({
  zh: `“${label.zh}”已保存，发布规则后生效。`,
  en: `“${label.en}” saved; publish the rules to put it into effect.`,
});
const removedText = ({ label }: VerificationRule): Text => ({
  zh: `“${label.zh}”已删除，发布规则后生效。`,
  en: `“${label.en}” removed; publish the rules to put it into effect.`,
});
const valuesSaved: Text = {
  zh: '数值已保存，发布规则后生效。',
  en: 'Values saved; publish the rules to put them into effect.',
};

export function useRuleChanges(before: VerificationRule | undefined, done: () => void) {
  const notices = useNotices();
  const change = useChange('changeVerificationRule', refreshes);
  const removal = useChange('removeVerificationRule', refreshes);
  const put = (rule: VerificationRule) => change.mutateAsync({ path: { id: rule.key }, body: rule });
  const takeAway = (rule: VerificationRule) => removal.mutateAsync({ path: { id: rule.key } });
  const told = (work: Promise<unknown>, text: Text, undo: () => Promise<unknown>) =>
    work.then(() => {
      notices.done(text, () => void undo().catch(notices.failed));
      done();
    }, notices.failed);
  return {
    busy: change.isPending,
    save: (rule: VerificationRule) =>
      void told(put(rule), savedText(rule), () => (before ? put(before) : takeAway(rule))),
    remove: (rule: VerificationRule) => void told(takeAway(rule), removedText(rule), () => put(rule)),
  };
}

export function useValueChanges(before: readonly NamedValue[], done: () => void) {
  const notices = useNotices();
  const change = useChange('changeVerificationValues', refreshes);
  const put = (values: readonly NamedValue[]) => change.mutateAsync({ body: { values: [...values] } });
  return {
    busy: change.isPending,
    save: (values: readonly NamedValue[]) =>
      void put(values).then(() => {
        notices.done(valuesSaved, () => void put(before).catch(notices.failed));
        done();
      }, notices.failed),
  };
}
