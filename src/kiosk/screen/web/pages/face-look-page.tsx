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
  payByFace: peopleTexts.enrolTitle,
} as const;

export function FaceLookPage({ page }: { readonly page: LookPage }) {
  const { say, send } = useScreen();
  const { purpose, step, problem, challenge, progress, verifies, secret } = page;
  const title = challenge
    ? challengeTexts[challenge]
    : step === 'starting'
      ? peopleTexts.startingTitle
      : verifies
        ? peopleTexts.verifyTitle
        : titles[purpose];
  const note = verifies ? peopleTexts.verifyNote : peopleTexts.lookingNote;
  const stop = purpose === 'readReaction' ? peopleTexts.skip : peopleTexts.stop;
  const enter = secret ? peopleTexts.usePassword : peopleTexts.usePin;
  return (
    <Page
      layout="calm"
      art={
        <span className={`look-art${challenge ? ' look-asks' : ''}`}>
          <Icon name={challenge ? 'refresh' : 'people'} />
        </span>
      }
      title={say(title)}
      note={say(problem && !challenge ? problemTexts[problem] : note)}
      actions={
        <Button icon={verifies ? 'arrowLeft' : 'cross'} wayBack onPress={() => send({ tap: 'back' })}>
          {say(verifies ? enter : stop)}
        </Button>
      }
    >
      <progress className="look-progress" max={1} value={progress} aria-label={say(title)} />
    </Page>
  );
}
