/** The devices of a machine, what is wrong with each and what to do. */
import type { Kiosk } from '../../../wire/rest.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { deviceKindText, deviceStates } from '../language/state-texts.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { StateBadge } from '../parts/state-badge.tsx';

const texts = {
  title: { zh: '设备', en: 'Devices' },
  none: { zh: '机器没有报告设备', en: 'The machine reported no devices' },
};

export function MachineDevices({ devices }: { devices: Kiosk['devices'] }) {
  const { say } = useLanguage();
  return (
    <Card title={texts.title}>
      {devices.length === 0 ? <Empty title={texts.none} icon="machine" /> : null}
      <ul className="rows two-columns">
        {devices.map((device) => (
          <li key={device.deviceId} className="row">
            <span className="row-main">
              <span className="row-title">
                {say(deviceKindText(device.kind))} <span className="id">{device.deviceId}</span>
              </span>
              {device.fault ? (
                <span className="row-note">
                  {say(faultTitle(device.fault))} · {say(faultAdvice(device.fault))}
                </span>
              ) : null}
            </span>
            <StateBadge words={deviceStates[device.state]} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
