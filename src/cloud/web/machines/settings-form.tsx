/** A machine's name and settings; they reach it with the next publication. */
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { tenderNames } from '../../../look/shared-texts.ts';
import { type KioskDetail, restApi } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { DisplayFields } from './display-fields.tsx';
import { FaceFields } from './face-fields.tsx';
import { MemberFields } from './member-fields.tsx';
import { ParkingFields } from './parking-fields.tsx';
import { ShelfLifeFields } from './shelf-life-fields.tsx';

type Settings = Pick<
  KioskDetail,
  'name' | 'helpPhone' | 'timeZone' | 'tenders' | 'parking' | 'members' | 'faces' | 'display' | 'shelfLife'
>;

const texts = {
  open: { zh: '设置', en: 'Settings' },
  title: { zh: '机器设置', en: 'Machine settings' },
  nameZh: { zh: '中文名称', en: 'Name in Chinese' },
  nameEn: { zh: '英文名称', en: 'Name in English' },
  help: { zh: '客服电话', en: 'Help line' },
  zone: { zh: '时区', en: 'Time zone' },
  wrongZone: { zh: '没有这个时区', en: 'There is no such time zone' },
  tenders: { zh: '收款方式', en: 'Takes' },
  hint: { zh: '保存后，发布到这台机器才会生效。', en: 'Takes effect when it is published to this machine.' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
  saved: { zh: '设置已保存，发布后生效。', en: 'Settings saved; publish to put them into effect.' },
};

export function SettingsButton({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const [opened, setOpened] = useState(false);
  if (!may('changeCatalogue')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="edit" sizePx={18} />}
        onClick={() => setOpened(true)}
      >
        {say(texts.open)}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={say(texts.title)}
        centered
        closeButtonProps={{ 'aria-label': say(texts.close) }}
      >
        <SettingsForm kiosk={kiosk} close={() => setOpened(false)} />
      </Modal>
    </>
  );
}

const settingsOf = ({
  name,
  helpPhone,
  timeZone,
  tenders,
  parking,
  members,
  faces,
  display,
  shelfLife,
}: KioskDetail): Settings => ({
  name,
  helpPhone,
  timeZone,
  tenders,
  parking,
  members,
  faces,
  display,
  shelfLife,
});

function SettingsForm({ kiosk, close }: { kiosk: KioskDetail; close: () => void }) {
  const { say } = useLanguage();
  const notices = useNotices();
  const [settings, setSettings] = useState(() => settingsOf(kiosk));
  const change = useChange('changeKiosk', ['readKiosk', 'listKiosks']);
  const put = (body: Settings) => change.mutateAsync({ path: { id: kiosk.id }, body });
  const set = (part: Partial<Settings>) => setSettings({ ...settings, ...part });
  const valid = restApi.changeKiosk.body.safeParse(settings).success && isTimeZone(settings.timeZone);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const undo = () => void put(settingsOf(kiosk)).catch(notices.failed);
    put(settings).then(() => {
      notices.done(texts.saved, undo);
      close();
    }, notices.failed);
  };
  return (
    <form className="form" onSubmit={save}>
      <SettingsFields settings={settings} set={set} />
      <p className="quiet">{say(texts.hint)}</p>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={close}>
          {say(texts.cancel)}
        </Button>
        <Button type="submit" loading={change.isPending} disabled={!valid}>
          {say(texts.save)}
        </Button>
      </Group>
    </form>
  );
}

interface SettingsFieldsProps {
  readonly settings: Settings;
  readonly set: (part: Partial<Settings>) => void;
}

function SettingsFields({ settings, set }: SettingsFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      <div className="form-pair">
        <TextInput
          label={say(texts.nameZh)}
          value={settings.name.zh}
          onChange={(event) => set({ name: { ...settings.name, zh: event.currentTarget.value } })}
        />
        <TextInput
          label={say(texts.nameEn)}
          value={settings.name.en}
          onChange={(event) => set({ name: { ...settings.name, en: event.currentTarget.value } })}
        />
        <TextInput
          label={say(texts.help)}
          value={settings.helpPhone}
          maxLength={40}
          onChange={(event) => set({ helpPhone: event.currentTarget.value })}
        />
        <TextInput
          label={say(texts.zone)}
          value={settings.timeZone}
          error={isTimeZone(settings.timeZone) ? undefined : say(texts.wrongZone)}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
        />
      </div>
      <Group gap="lg">
        {(['code', 'cash'] as const).map((tender) => (
          <Checkbox
            key={tender}
            label={say(tenderNames[tender])}
            checked={settings.tenders[tender]}
            onChange={(event) =>
              set({ tenders: { ...settings.tenders, [tender]: event.currentTarget.checked } })
            }
          />
        ))}
      </Group>
      <ParkingFields policy={settings.parking} set={(parking) => set({ parking })} />
      <MemberFields ways={settings.members} set={(members) => set({ members })} />
      <FaceFields policy={settings.faces} set={(faces) => set({ faces })} />
      <DisplayFields policy={settings.display} set={(display) => set({ display })} />
      <ShelfLifeFields policy={settings.shelfLife} set={(shelfLife) => set({ shelfLife })} />
    </>
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
