/** Removes what a form is about; what it removes can be brought back by the notice that follows. */
import { Button } from '@mantine/core';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icon.tsx';

export function RemoveButton({ label, remove }: { label: Text; remove: () => void }) {
  const { say } = useLanguage();
  return (
    <Button
      className="push-left"
      variant="subtle"
      color="brick"
      leftSection={<Icon name="trash" sizePx={18} />}
      onClick={remove}
    >
      {say(label)}
    </Button>
  );
}
