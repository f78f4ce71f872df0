/** Open alarms by age, critical ones apart; each line leads to its alarms. */
import { Link } from 'wouter';
import type { Alarm } from '../../../wire/rest.ts';
import { ageGroups, alarmsOfAge } from '../alarms/alarm-age.ts';
import { useLanguage } from '../language/language.tsx';
import { severities } from '../language/state-texts.ts';
import { Card } from '../parts/card.tsx';

const texts = {
  title: { zh: '未解除的告警，按存在时间', en: 'Open alarms by age' },
  all: { zh: '全部告警', en: 'All alarms' },
};

export function AlarmAges({ alarms, nowMs }: { alarms: readonly Alarm[]; nowMs: number }) {
  const { say } = useLanguage();
  const groups = ageGroups.map((group) => {
    const found = alarmsOfAge(alarms, group, nowMs);
    const critical = found.filter((alarm) => alarm.severity === 'critical').length;
    return { group, critical, warning: found.length - critical };
  });
  const most = Math.max(1, ...groups.map(({ critical, warning }) => critical + warning));
  return (
    <Card title={texts.title} aside={<Link href="/alarms">{say(texts.all)}</Link>}>
      <ul className="ages">
        {groups.map(({ group, critical, warning }) => (
          <li key={group.anchor}>
            <Link href={`/alarms#${group.anchor}`} className="age">
              <span className="age-name">{say(group.name)}</span>
              <span className="age-bar" aria-hidden="true">
                <span className="bar-bad" style={{ width: `${(critical / most) * 100}%` }} />
                <span className="bar-warning" style={{ width: `${(warning / most) * 100}%` }} />
              </span>
              <span className="age-count">
                <span>
                  <b className="number">{critical}</b> {say(severities.critical).toLowerCase()}
                </span>
                <span>
                  <b className="number">{warning}</b> {say(severities.warning).toLowerCase()}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
