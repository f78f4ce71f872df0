/** Whether the site knows members, and whether a phone number may be typed at the machine. */
import { Checkbox } from '@mantine/core';
import { useLanguage } from '../language/language.tsx';

const texts = {
  know: { zh: '识别会员（扫会员码）', en: 'Knows members by their code' },
  phone: { zh: '也可以输入手机号', en: 'Also by a typed phone number' },
};

interface MemberFieldsProps {
  readonly ways: { readonly phone: boolean } | null;
  readonly set: (ways: { readonly phone: boolean } | null) => void;
}

export function MemberFields({ ways, set }: MemberFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      <Checkbox
        label={say(texts.know)}
        checked={ways !== null}
        onChange={(event) => set(event.currentTarget.checked ? { phone: false } : null)}
      />
      {ways && (
        <Checkbox
          label={say(texts.phone)}
          checked={ways.phone}
          onChange={(event) => set({ phone: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
