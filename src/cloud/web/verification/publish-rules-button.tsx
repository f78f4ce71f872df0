/** Puts the rules as edited in force; says first what that does, then what became of it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { verificationTexts as texts } from './verification-texts.ts';

export function PublishRulesButton({ changed }: { changed: boolean }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const publish = useChange('publishVerification', ['readVerification', 'listKiosks', 'readKiosk']);
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
        {say(texts.publish)}
      </Button>
      <Confirm
        opened={asking}
        title={texts.publish}
        action={texts.publish}
        busy={publish.isPending}
        go={go}
        close={() => setAsking(false)}
      >
        <p>{say(texts.publishWhat)}</p>
        <p className="quiet">{say(texts.publishUndo)}</p>
      </Confirm>
    </>
  );
}
