/** Faces at this machine: enrol, or have everything deleted; both equally large. */
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { peopleTexts } from '../../../../look/people-texts.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const ways = [
  ['enrolFace', 'people', peopleTexts.enrol, peopleTexts.enrolNote],
  ['forgetFace', 'trash', peopleTexts.forget, peopleTexts.forgetNote],
] as const satisfies readonly (readonly [string, IconName, unknown, unknown])[];

export function FaceDeskPage() {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      title={say(peopleTexts.deskTitle)}
      note={say(peopleTexts.deskNote)}
      actions={
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
          {say(peopleTexts.back)}
        </Button>
      }
    >
      <div className="tenders answers">
        {ways.map(([tap, icon, name, note]) => (
          <button type="button" className="tender" key={tap} onClick={() => send({ tap })}>
            <span className="tender-icon">
              <Icon name={icon} />
            </span>
            <span className="tender-words">
              <strong>{say(name)}</strong>
              <span>{say(note)}</span>
            </span>
            <Icon name="chevronRight" />
          </button>
        ))}
      </div>
    </Page>
  );
}
