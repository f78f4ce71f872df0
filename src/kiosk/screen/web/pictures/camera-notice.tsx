/** Stands on every page for as long as the camera is on, with its reason. */
import { Icon } from '../../../../look/icon.tsx';
import { pictureTexts } from '../../../../look/picture-texts.ts';
import { useScreen, useView } from '../screen-context.ts';

export function CameraNotice() {
  const { say } = useScreen();
  const { cameraOn } = useView();
  if (!cameraOn) return null;
  return (
    <p className="camera-notice" role="status">
      <Icon name="camera" />
      <span>{say(pictureTexts.cameraOn)}</span>
    </p>
  );
}
