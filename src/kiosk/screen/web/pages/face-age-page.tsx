/** The age, asked before any camera where the site asks it; two equally large answers. */
import { peopleTexts } from '../../../../look/people-texts.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

export function FaceAgePage() {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      title={say(peopleTexts.ageTitle)}
      note={say(peopleTexts.ageNote)}
      actions={
        <>
          <Button onPress={() => send({ tap: 'stateAge', oldEnough: false })}>
            {say(peopleTexts.ageNo)}
          </Button>
          <Button onPress={() => send({ tap: 'stateAge', oldEnough: true })}>
            {say(peopleTexts.ageYes)}
          </Button>
        </>
      }
    />
  );
}
