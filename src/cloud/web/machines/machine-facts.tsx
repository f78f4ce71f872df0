/** How a machine is now, as facts. */

import { tenderNames } from '../../../look/shared-texts.ts';
import type { KioskDetail } from '../../../wire/rest.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { presences } from '../language/state-texts.ts';
import { Card, Facts } from '../parts/card.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { Age, SiteTime } from '../time/site-time.tsx';
import { BundleVersion } from './machine-columns.tsx';
import { backlogOf } from './selling-state.ts';

const texts = {
  title: { zh: '概况', en: 'At a glance' },
  presence: { zh: '连接', en: 'Presence' },
  since: { zh: '已有', en: 'for' },
  heard: { zh: '最后联系', en: 'Last heard' },
  software: { zh: '软件版本', en: 'Software' },
  bundle: { zh: '目录版本', en: 'Catalogue' },
  bundleHint: { zh: '机器 → 已发布', en: 'machine → published' },
  journal: { zh: '流水', en: 'Journal' },
  upToDate: { zh: '全部入账', en: 'all in the books' },
  zone: { zh: '时区', en: 'Time zone' },
  tenders: { zh: '收款方式', en: 'Takes' },
  help: { zh: '客服电话', en: 'Help line' },
  journals: { zh: '流水本数', en: 'Journals so far' },
  added: { zh: '登记时间', en: 'Registered' },
  none: { zh: '没有', en: 'none' },
};

export function MachineFacts({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const tenders = (['code', 'cash'] as const).filter((tender) => kiosk.tenders[tender]);
  return (
    <Card title={texts.title}>
      <Facts
        facts={[
          [texts.presence, <Presence key="presence" kiosk={kiosk} />],
          [
            texts.heard,
            <SiteTime key="heard" atMs={kiosk.lastHeardAtMs} style="full" timeZone={kiosk.timeZone} />,
          ],
          [texts.bundle, <Bundle key="bundle" kiosk={kiosk} />],
          [texts.journal, <Journal key="journal" kiosk={kiosk} />],
          [
            texts.software,
            kiosk.softwareVersion ?? (
              <span key="software" className="quiet">
                —
              </span>
            ),
          ],
          [texts.tenders, tenders.map((tender) => say(tenderNames[tender])).join(' · ') || say(texts.none)],
          [
            texts.help,
            kiosk.helpPhone || (
              <span key="help" className="quiet">
                {say(texts.none)}
              </span>
            ),
          ],
          [texts.zone, kiosk.timeZone],
          [texts.journals, kiosk.journals.length],
          [texts.added, <SiteTime key="added" atMs={kiosk.createdAtMs} style="date" />],
        ]}
      />
    </Card>
  );
}

function Presence({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  return (
    <span className="inline">
      <StateBadge words={presences[kiosk.presence]} />
      {kiosk.presenceChangedAtMs === null ? null : (
        <span className="quiet">
          {say(texts.since)} <Age sinceMs={kiosk.presenceChangedAtMs} kind="length" />
        </span>
      )}
    </span>
  );
}

function Bundle({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const behind = kiosk.bundle.publishedVersion !== kiosk.bundle.reportedVersion;
  return (
    <span className="inline">
      <BundleVersion bundle={kiosk.bundle} say={say} />
      {behind ? <small className="quiet">{say(texts.bundleHint)}</small> : null}
    </span>
  );
}

function Journal({ kiosk }: { kiosk: KioskDetail }) {
  const { say } = useLanguage();
  const behind = backlogOf(kiosk);
  return (
    <span className="inline">
      <span className="number">#{kiosk.journal.committedSeq.toLocaleString('en-US')}</span>
      {behind === 0 ? (
        <small className="quiet">{say(texts.upToDate)}</small>
      ) : (
        <span className="text-warning">
          {say({
            zh: `还差 ${behind} 条`,
            en: `${counted(behind, '', 'record').en} behind`,
          })}
        </span>
      )}
    </span>
  );
}
