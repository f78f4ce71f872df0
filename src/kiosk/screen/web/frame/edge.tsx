/** For the technician, at the edge: which machine, and the code of the fault the page speaks of. */
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts } from '../../../../look/screen-texts.ts';
import { useScreen, useView } from '../screen-context.ts';

export function Edge() {
  const { say } = useScreen();
  const view = useView();
  const { page } = view;
  const code = 'reason' in page ? page.reason : view.notice?.code;
  return (
    <footer className="edge">
      <span>{view.kioskId}</span>
      {!view.online && <Icon name="offline" label={say(frameTexts.offline)} />}
      {code && <span>{code}</span>}
    </footer>
  );
}
