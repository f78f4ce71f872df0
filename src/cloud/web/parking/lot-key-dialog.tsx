/** The key of a lot: made and shown this once, or ended. */
import { Button, Group, Modal } from '@mantine/core';
import type { ParkingLotView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { parkingTexts as texts } from './parking-words.ts';

export function LotKeyDialog({ lot, close }: { lot: ParkingLotView; close: () => void }) {
  const { say } = useLanguage();
  const notices = useNotices();
  const making = useChange('makeParkingLotKey', ['listParkingSites']);
  const ending = useChange('endParkingLotKey', ['listParkingSites']);
  const path = { id: lot.id };
  const end = () =>
    ending.mutate(
      { path },
      {
        onError: notices.failed,
        onSuccess: () => {
          notices.done(texts.keyEnded);
          close();
        },
      },
    );
  const made = making.data;
  return (
    <Modal
      opened
      onClose={close}
      title={`${say(texts.keyTitle)} · ${say(lot.name)}`}
      centered
      size="lg"
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {made ? (
        <div className="form">
          <p>{say(texts.keyShown)}</p>
          <Secret name={say(texts.gateway)} value={made.gatewayUrl} />
          <Secret name={say(texts.appId)} value={made.appId} />
          <Secret name={say(texts.appSecret)} value={made.appSecret} />
          <Button onClick={close}>{say(texts.done)}</Button>
        </div>
      ) : (
        <div className="confirm">
          <p>{say(texts.keyAsk)}</p>
          <Group justify="flex-end" gap="sm">
            {lot.appId === null ? null : (
              <Button color="brick" variant="default" loading={ending.isPending} onClick={end}>
                {say(texts.endKey)}
              </Button>
            )}
            <Button
              loading={making.isPending}
              onClick={() => making.mutate({ path }, { onError: notices.failed })}
            >
              {say(texts.makeKey)}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

function Secret({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <strong>{name}</strong>
      <code className="secret">{value}</code>
    </div>
  );
}
