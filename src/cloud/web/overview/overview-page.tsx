/** Answers in five seconds: is anything wrong, and what is it costing? Every number leads to its rows. */
import { useLanguage } from '../language/language.tsx';
import { useOpenOrders } from '../orders/use-open-orders.ts';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useLiveness } from '../rest/live-updates.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useNow } from '../time/clock-context.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { AlarmAges } from './alarm-ages.tsx';
import { judge } from './judge.ts';
import { LatestOrders } from './latest-orders.tsx';
import { MachinesToLookAfter } from './machines-to-look-after.tsx';
import { OpenMoney } from './open-money.tsx';
import { StatTiles } from './stat-tiles.tsx';
import { Verdict } from './verdict.tsx';

const texts = {
  title: { zh: '总览', en: 'Overview' },
  asOf: { zh: '数据时间', en: 'As of' },
};

export function OverviewPage() {
  const { say } = useLanguage();
  const { live } = useLiveness();
  const overview = useRest('readOverview');
  const kiosks = useRest('listKiosks', { query: { limit: 200 } });
  const alarms = useRest('listAlarms', { query: { state: 'open', limit: 200 } });
  const openOrders = useOpenOrders();
  const nowMs = useNow();
  const { orders } = openOrders;
  // Half of the facts could say that all is well when it is not.
  if (!overview.data || !kiosks.data || !alarms.data || !orders) {
    const reads = [overview, kiosks, alarms, openOrders];
    const error = reads.find((read) => read.error)?.error;
    const again = () => {
      openOrders.again();
      void Promise.all([overview.refetch(), kiosks.refetch(), alarms.refetch()]);
    };
    return error ? <Failure error={error} again={again} /> : <PageLoading />;
  }
  const facts = {
    overview: overview.data,
    kiosks: kiosks.data.items,
    alarms: alarms.data.items,
    openOrders: orders,
    nowMs,
  };
  return (
    <>
      <PageHead
        title={texts.title}
        lead={
          <>
            <span className={live ? 'live-dot on' : 'live-dot'} aria-hidden="true" />
            {say(texts.asOf)} <SiteTime atMs={overview.data.atMs} style="full" />
          </>
        }
      />
      <Verdict judgement={judge(facts)} />
      <StatTiles facts={facts} />
      <div className="columns">
        <div className="column-wide">
          <MachinesToLookAfter facts={facts} />
          <OpenMoney facts={facts} />
          <AlarmAges alarms={facts.alarms} nowMs={nowMs} />
        </div>
        <div className="column">
          <LatestOrders />
        </div>
      </div>
    </>
  );
}
