/** May a finger stand for the card's PIN? What, why, who sees it, how long; two equally large answers. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const points = [
  ['hand', cardTexts.fingerWhat, cardTexts.fingerWhatNote],
  ['info', cardTexts.fingerWhy, cardTexts.fingerWhyNote],
  ['shield', cardTexts.fingerWhere, cardTexts.fingerWhereNote],
  ['clock', cardTexts.fingerHowLong, cardTexts.fingerHowLongNote],
] as const satisfies readonly (readonly [IconName, unknown, unknown])[];

export function FingerConsentPage() {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      title={say(cardTexts.fingerTitle)}
      actions={
        <>
          <Button icon="cross" wayBack onPress={() => send({ tap: 'back' })}>
            {say(cardTexts.fingerNo)}
          </Button>
          <Button icon="hand" onPress={() => send({ tap: 'goOn' })}>
            {say(cardTexts.fingerYes)}
          </Button>
        </>
      }
    >
      <ul className="facts">
        {points.map(([icon, title, note]) => (
          <li key={icon}>
            <span className="fact-icon">
              <Icon name={icon} />
            </span>
            <span>
              <strong>{say(title)}</strong>
              <span>{say(note)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
