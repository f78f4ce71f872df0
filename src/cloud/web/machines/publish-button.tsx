/** Publishes to one machine or to all: says first what it will do and to how many, then what became of it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { Answer, OperationName } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';

const texts = {
  title: { zh: '发布到机器', en: 'Publish to machines' },
  what: {
    zh: '商品、价格、促销和机器设置将作为新版本发布。在线的机器马上收到，离线的在恢复连接后自动收到。',
    en: 'Products, prices, promotions and settings are published as a new version. Machines that are online get it at once, the others by themselves when they are back.',
  },
  undo: {
    zh: '需要撤回时，把内容改回去再发布一次。',
    en: 'To take it back, change it back and publish again.',
  },
};

type Published = Answer<'publishToKiosk'>;
const refreshes: readonly OperationName[] = ['listKiosks', 'readKiosk', 'readOverview'];

/** To every machine of the merchant. */
export function PublishToAllButton() {
  const overview = useRest('readOverview');
  const publish = useChange('publishToAll', refreshes);
  const machines = overview.data?.kiosks.total;
  return (
    <PublishButton
      machines={machines}
      busy={publish.isPending}
      publish={async () => (await publish.mutateAsync({})).items}
    />
  );
}

/** To one machine. */
export function PublishToMachineButton({ id }: { id: string }) {
  const publish = useChange('publishToKiosk', refreshes);
  return (
    <PublishButton
      machines={1}
      busy={publish.isPending}
      publish={async () => [await publish.mutateAsync({ path: { id } })]}
    />
  );
}

interface PublishButtonProps {
  readonly machines: number | undefined;
  readonly busy: boolean;
  readonly publish: () => Promise<Published[]>;
}

function PublishButton({ machines, busy, publish }: PublishButtonProps) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const [asking, setAsking] = useState(false);
  if (!may('publish')) return null;
  const action = actionText(machines ?? 0);
  const go = () => {
    publish()
      .then((published) => notices.done(resultText(published)), notices.failed)
      .finally(() => setAsking(false));
  };
  return (
    <>
      <Button
        leftSection={<Icon name="upload" sizePx={18} />}
        disabled={machines === undefined || machines === 0}
        onClick={() => setAsking(true)}
      >
        {say(action)}
      </Button>
      <Confirm
        opened={asking}
        title={texts.title}
        action={action}
        busy={busy}
        go={go}
        close={() => setAsking(false)}
      >
        <p>{say(texts.what)}</p>
        <p className="quiet">{say(texts.undo)}</p>
      </Confirm>
    </>
  );
}

function actionText(machines: number): Text {
  const count = counted(machines, '台机器', 'machine');
  return { zh: `发布到 ${count.zh}`, en: `Publish to ${count.en}` };
}

function resultText(published: readonly Published[]): Text {
  const count = counted(published.length, '台机器', 'machine');
  const waiting = published.filter((one) => !one.sent).length;
  if (waiting === 0) return { zh: `已发布到 ${count.zh}。`, en: `Published to ${count.en}.` };
  return {
    zh: `已发布到 ${count.zh}，其中 ${waiting} 台在恢复连接后收到。`,
    en: `Published to ${count.en}; ${waiting} of them will get it when the connection is back.`,
  };
}
