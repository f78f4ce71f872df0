/** The machines somebody should look after: which, why, since when, and what to do. */
import { Link } from 'wouter';
import type { Kiosk } from '../../../wire/rest.ts';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { needsLook, sellingState } from '../machines/selling-state.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { Age } from '../time/site-time.tsx';
import type { OverviewFacts } from './judge.ts';

const texts = {
  title: { zh: '需要处理的机器', en: 'Machines to look after' },
  all: { zh: '全部机器', en: 'All machines' },
  none: { zh: '所有机器都在线并在售卖', en: 'Every machine is online and sells' },
  noMachines: { zh: '还没有登记机器', en: 'No machines are registered yet' },
  offline: {
    zh: '请检查现场的电源和网络。它可能仍在收现金，未上传的流水恢复后会自动补齐。',
    en: 'Check power and network on site. It may still sell for cash; what was not sent comes by itself.',
  },
  unknown: {
    zh: '云端暂时看不到消息服务器，机器可能仍在售卖。',
    en: 'The cloud cannot see the broker; the machine may well be selling.',
  },
  noSince: { zh: '持续时间未知', en: 'since when is unknown' },
};

export function MachinesToLookAfter({ facts }: { facts: OverviewFacts }) {
  const { say } = useLanguage();
  const lost = facts.kiosks.filter(needsLook);
  return (
    <Card title={texts.title} aside={<Link href="/machines">{say(texts.all)}</Link>}>
      {lost.length === 0 ? <NoneLost facts={facts} /> : null}
      <ul className="rows">
        {lost.map((kiosk) => (
          <MachineToLookAfter key={kiosk.id} kiosk={kiosk} sinceMs={sinceOf(kiosk, facts)} />
        ))}
      </ul>
    </Card>
  );
}

function NoneLost({ facts }: { facts: OverviewFacts }) {
  const any = facts.overview.kiosks.total > 0;
  return any ? <Empty title={texts.none} /> : <Empty title={texts.noMachines} icon="machine" />;
}

function MachineToLookAfter({ kiosk, sinceMs }: { kiosk: Kiosk; sinceMs: number | undefined }) {
  const { say } = useLanguage();
  const { words, reason } = sellingState(kiosk);
  const advice = reason ? faultAdvice(reason) : kiosk.presence === 'unknown' ? texts.unknown : texts.offline;
  return (
    <li>
      <Link href={`/machines/${kiosk.id}`} className="row">
        <span className="row-main">
          <span className="row-title">
            {say(kiosk.name)} <span className="id">{kiosk.id}</span>
          </span>
          <span className="row-note">{say(advice)}</span>
        </span>
        <span className="row-side">
          <StateBadge words={reason ? { ...faultTitle(reason), tone: words.tone } : words} />
          <span className="quiet">
            {sinceMs === undefined ? say(texts.noSince) : <Age sinceMs={sinceMs} kind="length" />}
          </span>
        </span>
        <Icon name="chevronRight" sizePx={18} />
      </Link>
    </li>
  );
}

/** When it stopped: its presence says so if it is away, its alarm if it is there and does not sell. */
function sinceOf(kiosk: Kiosk, { alarms }: OverviewFacts): number | undefined {
  if (kiosk.presence !== 'online') return kiosk.presenceChangedAtMs ?? undefined;
  return alarms.find((alarm) => alarm.kiosk === kiosk.id && alarm.kind === 'outOfService')?.sinceMs;
}
