/** The whole member code, shown once: as a QR to photograph or print, and as text. */
import { Button, Group, Modal } from '@mantine/core';
import { QrCode } from '../../../look/qr-code.tsx';
import { useLanguage } from '../language/language.tsx';
import { memberPageTexts as texts } from './member-texts.ts';

interface MemberCodeDialogProps {
  readonly shown: { readonly name: string; readonly code: string } | undefined;
  readonly close: () => void;
}

export function MemberCodeDialog({ shown, close }: MemberCodeDialogProps) {
  const { say } = useLanguage();
  return (
    <Modal
      opened={shown !== undefined}
      onClose={close}
      title={say(texts.codeTitle)}
      centered
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {shown && (
        <div className="member-code">
          <p>
            <strong>{shown.name}</strong>
          </p>
          <QrCode content={shown.code} label={say(texts.codeTitle)} />
          <p className="number">{shown.code}</p>
          <p className="quiet">{say(texts.codeOnce)}</p>
          <Group justify="flex-end">
            <Button onClick={close}>{say(texts.close)}</Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
