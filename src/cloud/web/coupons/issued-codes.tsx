/** Codes that were just issued, shown this once, to be kept as a file. */
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useLanguage } from '../language/language.tsx';
import { saveFile } from '../parts/save-file.ts';
import { couponTexts as texts } from './coupon-words.ts';

interface IssuedCodesProps {
  readonly codes: readonly string[] | undefined;
  readonly close: () => void;
}

export function IssuedCodes({ codes, close }: IssuedCodesProps) {
  const { say } = useLanguage();
  const text = codes?.join('\n') ?? '';
  return (
    <Modal
      opened={codes !== undefined}
      onClose={close}
      title={say(texts.codesTitle)}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <p className="quiet">
        {say(texts.codesOnce)} · {say(texts.publishHint)}
      </p>
      <Textarea readOnly aria-label={say(texts.codesTitle)} rows={10} value={text} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => saveFile('coupons.txt', 'text/plain', `${text}\n`)}>
          {say(texts.download)}
        </Button>
        <Button onClick={close}>{say(texts.close)}</Button>
      </Group>
    </Modal>
  );
}
