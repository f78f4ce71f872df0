/** Adds a row to the page it stands on. */
import { Button } from '@mantine/core';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icon.tsx';

export function AddButton({ label, add }: { label: Text; add: () => void }) {
  const { say } = useLanguage();
  return (
    <Button variant="default" leftSection={<Icon name="plus" sizePx={18} />} onClick={add}>
      {say(label)}
    </Button>
  );
}
