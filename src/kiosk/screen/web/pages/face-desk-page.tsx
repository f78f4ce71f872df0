/** Faces at this machine: enrol, have everything deleted, stop paying by face; all equally large. */
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { peopleTexts } from '../../../../look/people-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

const ways = [
  ['enrolFace', 'people', peopleTexts.enrol, peopleTexts.enrolNote],
  ['forgetFace', 'trash', peopleTexts.forget, peopleTexts.forgetNote],
] as const satisfies readonly (readonly [string, IconName, unknown, unknown])[];

const whoPays = [
  'stopPayingByFace',
  'wallet',
  peopleTexts.stopPaying,
  peopleTexts.stopPayingNote,
] as const satisfies readonly [string, IconName, unknown, unknown];

export function FaceDeskPage({ page }: { readonly page: Extract<ViewPage, { page: 'faceDesk' }> }) {
  const { say, send } = useScreen();
  const shown = page.pays ? [...ways, whoPays] : ways;
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
        {shown.map(([tap, icon, name, note]) => (
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
