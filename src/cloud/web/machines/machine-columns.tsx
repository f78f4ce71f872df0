/** The columns of the table of machines. */
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { Kiosk } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { deviceKindText, deviceStates } from '../language/state-texts.ts';
import type { Column } from '../parts/listing.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { Age } from '../time/site-time.tsx';
import { backlogOf, sellingState } from './selling-state.ts';

const texts = {
  machine: { zh: '机器', en: 'Machine' },
  state: { zh: '状态', en: 'State' },
  heard: { zh: '最后联系', en: 'Last heard' },
  devices: { zh: '设备', en: 'Devices' },
  bundle: { zh: '目录版本', en: 'Catalogue' },
  backlog: { zh: '待入账流水', en: 'Journal behind' },
  alarms: { zh: '告警', en: 'Alarms' },
  never: { zh: '从未', en: 'never' },
  allReady: { zh: '全部正常', en: 'all ready' },
  none: { zh: '没有', en: 'none' },
  unpublished: { zh: '尚未发布', en: 'not published' },
};

type Say = (text: Text) => string;

export function machineColumns(say: Say): Column<Kiosk>[] {
  return [
    {
      name: texts.machine,
      wide: true,
      cell: (kiosk) => (
        <span className="stacked">
          <Link href={`/machines/${kiosk.id}`} className="strong">
            {say(kiosk.name)}
          </Link>
          <small className="id">{kiosk.id}</small>
        </span>
      ),
    },
    { name: texts.state, cell: (kiosk) => <MachineState kiosk={kiosk} say={say} /> },
    {
      name: texts.heard,
      cell: (kiosk) =>
        kiosk.lastHeardAtMs === null ? (
          <span className="quiet">{say(texts.never)}</span>
        ) : (
          <Age sinceMs={kiosk.lastHeardAtMs} />
        ),
    },
    { name: texts.devices, cell: (kiosk) => <Devices kiosk={kiosk} say={say} /> },
    { name: texts.bundle, cell: (kiosk) => <BundleVersion bundle={kiosk.bundle} say={say} /> },
    {
      name: texts.backlog,
      align: 'right',
      cell: (kiosk) => <Backlog records={backlogOf(kiosk)} say={say} />,
    },
    {
      name: texts.alarms,
      align: 'right',
      cell: (kiosk) =>
        kiosk.openAlarms === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link href={`/alarms?kiosk=${kiosk.id}`} className="count-link">
            {kiosk.openAlarms}
          </Link>
        ),
    },
  ];
}

function MachineState({ kiosk, say }: { kiosk: Kiosk; say: Say }) {
  const { words, reason } = sellingState(kiosk);
  return (
    <span className="stacked">
      <StateBadge words={words} />
      {reason ? <small>{say(faultTitle(reason))}</small> : null}
    </span>
  );
}

function Devices({ kiosk, say }: { kiosk: Kiosk; say: Say }) {
  const failing = kiosk.devices.filter((device) => device.state !== 'ready');
  if (kiosk.devices.length === 0) return <span className="quiet">{say(texts.none)}</span>;
  const count = counted(kiosk.devices.length, '个设备', 'device');
  if (failing.length === 0) {
    return (
      <span className="quiet">
        {say(count)} · {say(texts.allReady)}
      </span>
    );
  }
  return (
    <span className="stacked">
      {failing.map((device) => (
        <span key={device.deviceId} className={`text-${deviceStates[device.state].tone}`}>
          {failureText(device, say)}
        </span>
      ))}
    </span>
  );
}

/** What the machine says it sells from, and what it should. */
export function BundleVersion({ bundle, say }: { bundle: Kiosk['bundle']; say: Say }) {
  const { publishedVersion, reportedVersion } = bundle;
  if (publishedVersion === 0) return <span className="quiet">{say(texts.unpublished)}</span>;
  if (publishedVersion === reportedVersion) return <span className="number">v{reportedVersion}</span>;
  return (
    <span className="text-warning number">
      {reportedVersion === 0 ? '—' : `v${reportedVersion}`} → v{publishedVersion}
    </span>
  );
}

function Backlog({ records, say }: { records: number; say: Say }) {
  if (records === 0) return <span className="quiet number">0</span>;
  return <span className="text-warning number">{say(counted(records, '条', 'record'))}</span>;
}

/** A fault's name says which device it is about. */
function failureText(device: Kiosk['devices'][number], say: Say): string {
  if (device.fault) return say(faultTitle(device.fault));
  return `${say(deviceKindText(device.kind))}: ${say(deviceStates[device.state])}`;
}
