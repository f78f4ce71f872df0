/** While the camera looks at somebody: what to do, how far it is, and a way to stop it at once. */
import { Icon } from '../../../../look/icon.tsx';
import { challengeTexts, peopleTexts, problemTexts } from '../../../../look/people-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

type LookPage = Extract<ViewPage, { page: 'faceLook' }>;

const titles = {
  recogniseFace: peopleTexts.lookingTitle,
  enrolFace: peopleTexts.enrolTitle,
  readReaction: peopleTexts.reactionTitle,
} as const;

export function FaceLookPage({ page }: { readonly page: LookPage }) {
  const { say, send } = useScreen();
  const { purpose, step, problem, challenge, progress } = page;
  const title = challenge
    ? challengeTexts[challenge]
    : step === 'starting'
      ? peopleTexts.startingTitle
      : titles[purpose];
  return (
    <Page
      layout="calm"
      art={
        <span className={`look-art${challenge ? ' look-asks' : ''}`}>
          <Icon name={challenge ? 'refresh' : 'people'} />
        </span>
      }
      title={say(title)}
      note={say(problem && !challenge ? problemTexts[problem] : peopleTexts.lookingNote)}
      actions={
        <Button icon="cross" wayBack onPress={() => send({ tap: 'back' })}>
          {say(purpose === 'readReaction' ? peopleTexts.skip : peopleTexts.stop)}
        </Button>
      }
    >
      <progress className="look-progress" max={1} value={progress} aria-label={say(title)} />
    </Page>
  );
}
