/** The way to the camera, where the machine has one. */
import { pictureTexts } from '../../../../look/picture-texts.ts';
import { Button } from '../parts/button.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function TakePictureButton({ brief = false }: { readonly brief?: boolean }) {
  const { say, send } = useScreen();
  const { canPhotograph } = useView();
  if (!canPhotograph) return null;
  return (
    <Button icon="camera" brief={brief} onPress={() => send({ tap: 'takePicture' })}>
      {say(brief ? pictureTexts.takeBrief : pictureTexts.take)}
    </Button>
  );
}
