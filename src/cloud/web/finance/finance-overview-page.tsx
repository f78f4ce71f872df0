/** The books at a glance: what came in by channel and day, what went back, and what is not explained yet. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { Money } from '../parts/money.tsx';
import { useRest } from '../rest/use-rest.ts';
import { chartOf } from './chart-series.ts';
import { FinanceFrame } from './finance-frame.tsx';
import { financeTexts, overviewTexts as texts } from './finance-texts.ts';
import { formAddress, paymentsAddress } from './form-address.ts';
import { addDays } from './form-period.ts';
import { NextStatements } from './next-statements.tsx';
import { OpenDifferences } from './open-differences.tsx';
import { TakingsChart } from './takings-chart.tsx';
import { useToday } from './use-today.ts';

const shownDays = 14;

export function FinanceOverviewPage() {
  const { say, language } = useLanguage();
  const today = useToday();
  const period = { from: addDays(today, 1 - shownDays), to: today };
  const { data, error, refetch } = useRest('readForm', {
    query: { ...period, by: 'channel,day' },
    keepPrevious: true,
  });
  const todays = useRest('readForm', { query: { from: today, to: today, by: 'channel' } });
  if (!data && error) return <Failure error={error} again={() => void refetch()} />;
  const days = sayIn(texts.period, language, { days: shownDays });
  const filters = {};
  return (
    <FinanceFrame title={financeTexts.title} lead={say(texts.lead)}>
      {data ? (
        <>
          <div className="tiles finance-tiles">
            <Tile
              to={paymentsAddress({ period: { from: today, to: today }, filters })}
              icon="coins"
              name={texts.today}
              value={todays.data ? <Money minor={todays.data.total.netMinor} /> : '—'}
              note={say(texts.net)}
            />
            <Tile
              to={formAddress({ form: 'site', by: ['day'], period, filters })}
              icon="wallet"
              name={texts.net}
              value={<Money minor={data.total.netMinor} />}
              note={days}
            />
            <Tile
              to={formAddress({ form: 'regular', by: ['day'], period, filters })}
              icon="tag"
              name={texts.corrections}
              value={<Money minor={data.total.couponMinor + data.total.pointsMinor} />}
              note={days}
            />
            <Tile
              to={formAddress({ form: 'channel', by: ['day'], period, filters })}
              icon="undo"
              name={texts.refunds}
              value={<Money minor={data.total.refundedMinor} />}
              note={days}
            />
          </div>
          <div className="stack">
            <Card
              title={texts.takings}
              aside={<Link href="/finance/forms?form=channel">{say(financeTexts.forms)}</Link>}
            >
              {data.rows.length === 0 ? (
                <Empty title={financeTexts.empty} icon="search" />
              ) : (
                <TakingsChart chart={chartOf(data.rows, period)} />
              )}
            </Card>
            <OpenDifferences />
            <NextStatements />
          </div>
        </>
      ) : (
        <PageLoading />
      )}
    </FinanceFrame>
  );
}

interface TileProps {
  readonly to: string;
  readonly icon: IconName;
  readonly name: Text;
  readonly value: ReactNode;
  readonly note: string;
}

function Tile({ to, icon, name, value, note }: TileProps) {
  const { say } = useLanguage();
  return (
    <Link href={to} className="tile tone-quiet">
      <span className="tile-name">
        <Icon name={icon} sizePx={18} />
        {say(name)}
      </span>
      <span className="tile-value number">{value}</span>
      <span className="tile-note">{note}</span>
    </Link>
  );
}
