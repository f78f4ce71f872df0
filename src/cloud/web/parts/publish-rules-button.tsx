/** Puts rules as edited in force; says first what that does, then what became of it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { OperationName } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { Confirm } from './confirm.tsx';
import { Icon } from './icon.tsx';
import { useNotices } from './notices.tsx';

interface PublishRulesProps {
  readonly operation: 'publishVerification' | 'publishCodePatterns';
  readonly refreshes: readonly OperationName[];
  /** Whether there is anything to publish. */
  readonly changed: boolean;
  readonly label: Text;
  readonly what: Text;
  readonly undo: Text;
}

export function PublishRulesButton({ operation, refreshes, changed, label, what, undo }: PublishRulesProps) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const publish = useChange(operation, [...refreshes, 'listKiosks', 'readKiosk']);
  const [asking, setAsking] = useState(false);
  if (!may('publish')) return null;
  const go = () => {
    publish
      .mutateAsync({})
      .then(({ version, items }) => {
        const machines = counted(items.length, '台机器', 'machine');
        notices.done({
          zh: `规则版本 ${version} 已生效，已发布到 ${machines.zh}。`,
          en: `Rules v${version} are in force and published to ${machines.en}.`,
        });
      }, notices.failed)
      .finally(() => setAsking(false));
  };
  return (
    <>
      <Button
        leftSection={<Icon name="upload" sizePx={18} />}
        disabled={!changed}
        onClick={() => setAsking(true)}
      >
        {say(label)}
      </Button>
      <Confirm
        opened={asking}
        title={label}
        action={label}
        busy={publish.isPending}
        go={go}
        close={() => setAsking(false)}
      >
        <p>{say(what)}</p>
        <p className="quiet">{say(undo)}</p>
      </Confirm>
    </>
  );
}
