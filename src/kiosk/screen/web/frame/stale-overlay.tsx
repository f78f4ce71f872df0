/** The machine does not answer: says so, for how long, and that nothing is lost; nothing can be tapped. */
import { useEffect, useRef } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts } from '../../../../look/screen-texts.ts';
import { useSecondsSince } from '../access/seconds-until.ts';
import { useScreen, useView } from '../screen-context.ts';

export function StaleOverlay({ lostAtMs }: { readonly lostAtMs: number }) {
  const { say } = useScreen();
  const view = useView();
  const dialog = useRef<HTMLDialogElement>(null);
  const seconds = useSecondsSince(lostAtMs);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="stale"
      role="alertdialog"
      aria-label={say(frameTexts.stale)}
      onCancel={(event) => event.preventDefault()}
    >
      <div className="stale-body" tabIndex={-1}>
        <span className="stale-icon">
          <Icon name="refresh" />
        </span>
        <h2 className="stale-title">{say(frameTexts.stale)}</h2>
        <p>{say(frameTexts.staleNote, { seconds })}</p>
        <p className="safe">
          <Icon name="shield" />
          <span>{say(frameTexts.staleSafe)}</span>
        </p>
        {view.helpPhone && (
          <p className="stale-phone">
            <Icon name="phoneCall" /> {view.helpPhone}
          </p>
        )}
      </div>
    </dialog>
  );
}
