/** One consent for one purpose: what, why, how long, who sees it, what else; two equally large answers. */
import { consentTexts } from '../../../../domain/consent-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { peopleTexts } from '../../../../look/people-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const parts = [
  ['camera', 'what'],
  ['info', 'why'],
  ['clock', 'howLong'],
  ['shield', 'whoSees'],
  ['hand', 'otherwise'],
] as const satisfies readonly (readonly [IconName, string])[];

export function ConsentPage({ page }: { readonly page: Extract<ViewPage, { page: 'consent' }> }) {
  const { say, send } = useScreen();
  const text = consentTexts[page.purpose].find(({ version }) => version === page.version);
  if (!text) return null;
  return (
    <Page
      layout="open"
      title={say(text.title)}
      actions={
        <>
          <Button icon="cross" wayBack onPress={() => send({ tap: 'answerConsent', agreed: false })}>
            {say(peopleTexts.no)}
          </Button>
          <Button icon="check" onPress={() => send({ tap: 'answerConsent', agreed: true })}>
            {say(peopleTexts.yes)}
          </Button>
        </>
      }
    >
      <ul className="facts consent-facts">
        {parts.map(([icon, part]) => (
          <li key={part}>
            <span className="fact-icon">
              <Icon name={icon} />
            </span>
            <span>
              <strong>{say(peopleTexts[part])}</strong>
              <span>{say(text[part])}</span>
              {part === 'howLong' && page.keptDays !== undefined && (
                <span>{say(peopleTexts.keptDays, { days: page.keptDays })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
