/** The sentence that answers "is anything wrong?". */
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Judgement } from './judge.ts';

export function Verdict({ judgement }: { judgement: Judgement }) {
  const { say } = useLanguage();
  return (
    <div className={`verdict tone-${judgement.tone}`}>
      <span className="verdict-icon">
        <Icon name={judgement.tone === 'good' ? 'check' : 'warning'} sizePx={22} />
      </span>
      <p>{say(judgement.sentence)}</p>
    </div>
  );
}
