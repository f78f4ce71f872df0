/** The way to the page about faces, where the site recognises people. */
import { peopleTexts } from '../../../../look/people-texts.ts';
import { Button } from '../parts/button.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function FaceDeskButton() {
  const { say, send } = useScreen();
  const { people } = useView();
  if (!people?.desk) return null;
  return (
    <Button icon="shield" onPress={() => send({ tap: 'faceDesk' })}>
      {say(peopleTexts.desk)}
    </Button>
  );
}
