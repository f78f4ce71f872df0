/** What every editor in a drawer has: parts with a legend, and at its foot remove, cancel and save. */
import { Button, Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { RemoveButton } from './remove-button.tsx';

const texts = {
  remove: { zh: '删除', en: 'Remove' },
  cancel: { zh: '取消', en: 'Cancel' },
  save: { zh: '保存', en: 'Save' },
} as const satisfies Record<string, Text>;

export function FormPart({ title, children }: { title: Text; children: ReactNode }) {
  const { say } = useLanguage();
  return (
    <fieldset className="form-part">
      <legend>{say(title)}</legend>
      {children}
    </fieldset>
  );
}

interface FormFootProps {
  readonly busy: boolean;
  readonly close: () => void;
  /** Absent where there is nothing to remove yet. */
  readonly remove?: (() => void) | undefined;
}

export function FormFoot({ busy, close, remove }: FormFootProps) {
  const { say } = useLanguage();
  return (
    <Group justify="flex-end" gap="sm" className="form-foot">
      {remove ? <RemoveButton label={texts.remove} remove={remove} /> : null}
      <Button variant="default" onClick={close}>
        {say(texts.cancel)}
      </Button>
      <Button type="submit" loading={busy}>
        {say(texts.save)}
      </Button>
    </Group>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: Text;
  readonly names: Readonly<Record<V, Text>>;
  readonly value: V;
  readonly chosen: (value: V) => void;
}

/** One of a few named things. */
export function Choice<V extends string>({ label, names, value, chosen }: ChoiceProps<V>) {
  const { say } = useLanguage();
  return (
    <Select
      label={say(label)}
      data={(Object.keys(names) as V[]).map((one) => ({ value: one as string, label: say(names[one]) }))}
      value={value}
      allowDeselect={false}
      onChange={(next) => chosen((next ?? value) as V)}
    />
  );
}
