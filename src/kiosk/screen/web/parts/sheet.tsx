/** A sheet over the page: holds the focus, closes by Escape, by its cross or by a touch beside it. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ label, onClose, children }: SheetProps) {
  const { say } = useScreen();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape and the cross do the same for the keypad
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        {children}
        <button
          type="button"
          className="tool sheet-close"
          onClick={onClose}
          data-way-back=""
          aria-label={say(frameTexts.close)}
        >
          <Icon name="cross" />
        </button>
      </div>
    </dialog>
  );
}
