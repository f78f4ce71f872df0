/** Asks before something is done: what it will do, to how many, and what it costs to be wrong. */
import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';

const texts = {
  back: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
};

interface ConfirmProps {
  readonly opened: boolean;
  readonly title: Text;
  readonly children: ReactNode;
  readonly action: Text;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly go: () => void;
  readonly close: () => void;
}

export function Confirm(props: ConfirmProps) {
  const { say } = useLanguage();
  return (
    <Modal
      opened={props.opened}
      onClose={props.close}
      title={say(props.title)}
      centered
      size="md"
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <div className="confirm">
        {props.children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.close}>
            {say(texts.back)}
          </Button>
          <Button color={props.danger ? 'brick' : 'pine'} loading={props.busy} onClick={props.go}>
            {say(props.action)}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
