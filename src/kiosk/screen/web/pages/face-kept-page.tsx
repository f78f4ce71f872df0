/** Enrolled, with what to tell givers; or everything about somebody deleted. */
import { Icon } from '../../../../look/icon.tsx';
import { peopleTexts } from '../../../../look/people-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function FaceKeptPage({ page }: { readonly page: Extract<ViewPage, { page: 'faceKept' }> }) {
  const { say, send } = useScreen();
  const { kioskId } = useView();
  const { tag } = page;
  const isKept = tag !== undefined;
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon">
          <Icon name={isKept ? 'check' : 'trash'} />
        </span>
      }
      title={say(isKept ? peopleTexts.keptTitle : peopleTexts.forgottenTitle)}
      note={say(isKept ? peopleTexts.keptNote : peopleTexts.forgottenNote)}
      actions={
        <Button kind="primary" icon="check" onPress={() => send({ tap: 'finish' })}>
          {say(peopleTexts.done)}
        </Button>
      }
    >
      {isKept && (
        <dl className="parts face-tag">
          <div>
            <dt>{say(peopleTexts.tag)}</dt>
            <dd>{tag}</dd>
          </div>
          <div>
            <dt>{say(peopleTexts.machine)}</dt>
            <dd>{kioskId}</dd>
          </div>
        </dl>
      )}
    </Page>
  );
}
