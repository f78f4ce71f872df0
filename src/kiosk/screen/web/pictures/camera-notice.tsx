/** Stands on every page for as long as the camera is on, with its reason, and a way to end what can be ended. */
import { Icon } from '../../../../look/icon.tsx';
import { cameraReasons, peopleTexts } from '../../../../look/people-texts.ts';
import { pictureTexts } from '../../../../look/picture-texts.ts';
import { useScreen, useView } from '../screen-context.ts';

export function CameraNotice() {
  const { say, send } = useScreen();
  const { cameraOn, people, page } = useView();
  if (!cameraOn) return null;
  const purpose = people?.camera;
  return (
    <div className="camera-notice" role="status">
      <Icon name="camera" />
      <span>{say(purpose ? cameraReasons[purpose] : pictureTexts.cameraOn)}</span>
      {page.page === 'giftOffer' && purpose === 'readReaction' && (
        <button type="button" className="camera-stop" onClick={() => send({ tap: 'withdrawReaction' })}>
          {say(peopleTexts.stop)}
        </button>
      )}
    </div>
  );
}
