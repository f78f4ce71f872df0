/** The editor of one member: who it is, which price they get, and what they authorised. */
import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { keptHoursMax } from '../../../domain/member.ts';
import { readPhone } from '../../../domain/phone.ts';
import type { MemberAccount } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot, FormPart } from '../parts/form-shell.tsx';
import { memberPageTexts as texts } from './member-texts.ts';
import type { MemberBody } from './use-member-changes.ts';
import { WishFields } from './wish-fields.tsx';

interface MemberFormProps {
  /** Absent for a new one. */
  readonly member: MemberAccount | undefined;
  readonly busy: boolean;
  readonly save: (body: MemberBody) => void;
  readonly askRenew: () => void;
  readonly askRemove: () => void;
  readonly close: () => void;
}

interface Draft {
  readonly name: string;
  readonly phone: string;
  readonly forgetPhone: boolean;
  readonly memberPrice: boolean;
  readonly display: MemberAccount['display'];
  readonly keptHours: number;
}

function draftOf(member: MemberAccount | undefined): Draft {
  const { name = '', memberPrice = true, display = null, keptHours = 0 } = member ?? {};
  return { name, phone: '', forgetPhone: false, memberPrice, display, keptHours };
}

function bodyOf({ phone, forgetPhone, ...draft }: Draft): MemberBody {
  const number = forgetPhone ? { phone: null } : phone.trim() === '' ? {} : { phone };
  return { ...draft, name: draft.name.trim(), ...number };
}

export function MemberForm({ member, busy, save, askRenew, askRemove, close }: MemberFormProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(() => draftOf(member));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const phoneFits = draft.phone.trim() === '' || readPhone(draft.phone) !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.name.trim() !== '' && phoneFits) save(bodyOf(draft));
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.who}>
        <TextInput
          label={say(texts.name)}
          description={say(texts.nameHint)}
          required
          maxLength={80}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={say(texts.phone)}
          description={member?.phoneMasked ? `${member.phoneMasked} · ${say(texts.phoneHint)}` : undefined}
          error={phoneFits ? undefined : say(texts.phoneWrong)}
          disabled={draft.forgetPhone}
          maxLength={24}
          value={draft.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        {member?.phoneMasked ? (
          <Checkbox
            label={say(texts.forgetPhone)}
            checked={draft.forgetPhone}
            onChange={(event) => set({ forgetPhone: event.currentTarget.checked })}
          />
        ) : null}
        <Checkbox
          label={say(texts.memberPrice)}
          checked={draft.memberPrice}
          onChange={(event) => set({ memberPrice: event.currentTarget.checked })}
        />
      </FormPart>
      <FormPart title={texts.settings}>
        <AuthorisedFields draft={draft} set={set} />
      </FormPart>
      {member ? (
        <div>
          <Button variant="default" onClick={askRenew}>
            {say(texts.newCode)}
          </Button>
        </div>
      ) : null}
      <FormFoot busy={busy} close={close} remove={member && askRemove} />
    </form>
  );
}

function AuthorisedFields({
  draft,
  set,
}: {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}) {
  const { say } = useLanguage();
  const { display } = draft;
  return (
    <>
      <Checkbox
        label={say(texts.authorised)}
        checked={display !== null}
        onChange={(event) => set({ display: event.currentTarget.checked ? {} : null })}
      />
      {display && <WishFields wish={display} set={(wish) => set({ display: wish })} />}
      <NumberInput
        label={say(texts.keptHours)}
        value={draft.keptHours}
        min={0}
        max={keptHoursMax}
        allowDecimal={false}
        onChange={(value) => set({ keptHours: Number(value) })}
      />
    </>
  );
}
