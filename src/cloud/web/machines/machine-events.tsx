/**
 * What happened to a machine, newest first: alarms raised and cleared, journals begun, its presence, its
 * registration.
 */
import type { Text } from '../../../domain/text.ts';
import type { Alarm, KioskDetail } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { alarmKinds, deviceKindText, presences, severities } from '../language/state-texts.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { TimeLine, type TimeLineEntry } from '../parts/time-line.tsx';
import { useRest } from '../rest/use-rest.ts';

const alarmsMax = 60;

const texts = {
  title: { zh: '经过', en: 'What happened' },
  none: { zh: '还没有发生什么', en: 'Nothing happened yet' },
  cleared: { zh: '已解除', en: 'Cleared' },
  journal: { zh: '新的流水本', en: 'A journal began' },
  registered: { zh: '机器已登记', en: 'Machine registered' },
};

type Say = (text: Text) => string;

export function MachineEvents({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const alarms = useRest('listAlarms', { query: { kiosk: kiosk.id, state: 'all', limit: alarmsMax } });
  const entries = [
    ...machineEntries(kiosk, say),
    ...(alarms.data?.items ?? []).flatMap((alarm) => alarmEntries(alarm, say)),
  ].sort((a, b) => b.atMs - a.atMs);
  return (
    <Card title={texts.title}>
      {alarms.error && !alarms.data ? (
        <Failure error={alarms.error} again={() => void alarms.refetch()} />
      ) : null}
      {entries.length === 0 ? <Empty title={texts.none} /> : null}
      <TimeLine entries={entries} timeStyle="minuteOfYear" timeZone={kiosk.timeZone} />
    </Card>
  );
}

function alarmEntries(alarm: Alarm, say: Say): TimeLineEntry[] {
  const name = say(faultTitle(alarm.fault));
  const raised: TimeLineEntry = {
    key: `${alarm.id}-raised`,
    atMs: alarm.sinceMs,
    icon: 'warning',
    tone: severities[alarm.severity].tone,
    title: name,
    note: [
      say(alarmKinds[alarm.kind]),
      ...(alarm.kind === 'device' ? [say(deviceKindText(alarm.subject))] : []),
    ].join(' · '),
  };
  if (alarm.clearedAtMs === null) return [raised];
  const cleared: TimeLineEntry = {
    key: `${alarm.id}-cleared`,
    atMs: alarm.clearedAtMs,
    icon: 'check',
    tone: 'good',
    title: `${say(texts.cleared)}: ${name}`,
  };
  return [cleared, raised];
}

function machineEntries(kiosk: KioskDetail, say: Say): TimeLineEntry[] {
  const presence = presences[kiosk.presence];
  const changed: TimeLineEntry[] =
    kiosk.presenceChangedAtMs === null
      ? []
      : [
          {
            key: 'presence',
            atMs: kiosk.presenceChangedAtMs,
            icon: kiosk.presence === 'online' ? 'check' : 'offline',
            tone: presence.tone,
            title: say(presence),
          },
        ];
  const journals = kiosk.journals.map(
    (journal): TimeLineEntry => ({
      key: journal.id,
      atMs: journal.startedAtMs,
      icon: 'history',
      tone: 'quiet',
      title: say(texts.journal),
      note: <span className="id">{journal.id}</span>,
    }),
  );
  const registered: TimeLineEntry = {
    key: 'registered',
    atMs: kiosk.createdAtMs,
    icon: 'machine',
    tone: 'quiet',
    title: say(texts.registered),
  };
  return [...changed, ...journals, registered];
}
