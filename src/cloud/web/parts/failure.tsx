/** What stands where something could not be read: what happened, what to do, the code at the edge. */
import { Button } from '@mantine/core';
import { faultCodeOf } from '../../../domain/fault.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icon.tsx';

const texts = {
  again: { zh: '再试一次', en: 'Try again' },
};

export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const { say } = useLanguage();
  const code = faultCodeOf(error);
  return (
    <div className="empty" role="alert">
      <span className="empty-icon tone-bad">
        <Icon name="warning" sizePx={26} />
      </span>
      <p className="empty-title">{say(faultTitle(code))}</p>
      <p className="quiet">{say(faultAdvice(code))}</p>
      {again ? (
        <Button variant="default" onClick={again}>
          {say(texts.again)}
        </Button>
      ) : null}
      <span className="fault-code">{code}</span>
    </div>
  );
}
