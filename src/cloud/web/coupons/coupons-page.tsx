/** The merchant's coupons: series with their counts, what was redeemed, and what should not have been. */
import { Button, Checkbox, Drawer } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { RequestBody } from '../../../wire/rest.ts';
import type { CouponRedemption, CouponSeries } from '../../../wire/rest-benefits.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { useNotices } from '../parts/notices.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { BenefitPolicy } from './benefit-policy.tsx';
import { couponTexts as texts } from './coupon-words.ts';
import { IssueForm } from './issue-form.tsx';
import { IssuedCodes } from './issued-codes.tsx';

export function CouponsPage() {
  const { say } = useLanguage();
  const { may } = useSession();
  const [issuing, setIssuing] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const notices = useNotices();
  const series = useRest('listCouponSeries');
  const promotions = useRest('listPromotions', { query: { limit: 200 } });
  const issue = useChange('issueCoupons', ['listCouponSeries']);
  const known = [...new Set(promotions.data?.items.flatMap(({ coupon }) => coupon ?? []) ?? [])];
  const issued = async (body: RequestBody<'issueCoupons'>) => {
    const answer = await issue.mutateAsync({ body });
    setIssuing(false);
    setCodes(answer.codes);
  };
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)}>
        {may('changeCatalogue') && (
          <Button leftSection={<Icon name="plus" sizePx={18} />} onClick={() => setIssuing(true)}>
            {say(texts.issue)}
          </Button>
        )}
      </PageHead>
      <div className="column">
        <div className="card flush">
          <Listing
            label={texts.title}
            columns={useSeriesColumns(promotions.data?.items ?? [])}
            rows={series.data?.items}
            rowKey={({ id }) => id}
            error={series.error}
            again={() => void series.refetch()}
            empty={<Empty title={texts.none} lead={texts.noneLead} icon="tag" />}
            expectedRows={3}
          />
        </div>
        <Redemptions />
        <BenefitPolicy />
      </div>
      <Drawer
        opened={issuing}
        onClose={() => setIssuing(false)}
        title={say(texts.issue)}
        position="right"
        closeButtonProps={{ 'aria-label': say(texts.close) }}
      >
        <IssueForm
          key={known.join()}
          known={known}
          busy={issue.isPending}
          issue={(body) => void issued(body).catch(notices.failed)}
        />
      </Drawer>
      <IssuedCodes codes={codes} close={() => setCodes(undefined)} />
    </>
  );
}

function useSeriesColumns(
  promotions: readonly { readonly coupon?: string | undefined; readonly name: CouponSeries['name'] }[],
): Column<CouponSeries>[] {
  const { say } = useLanguage();
  const count = (name: CouponSeries['name'], of: (series: CouponSeries) => number): Column<CouponSeries> => ({
    ...{ name, align: 'right' },
    cell: (series) => of(series),
  });
  return [
    {
      name: texts.series,
      cell: ({ id, name }) => (
        <span className="stacked">
          {say(name)}
          <small className="quiet">{id}</small>
        </span>
      ),
    },
    {
      name: texts.promotion,
      wide: true,
      cell: ({ id }) => {
        const names = promotions.filter(({ coupon }) => coupon === id).map(({ name }) => say(name));
        return names.length > 0 ? names.join(' · ') : <span className="quiet">{say(texts.noPromotion)}</span>;
      },
    },
    count(texts.issued, ({ issued }) => issued),
    count(texts.free, ({ free }) => free),
    count(texts.reserved, ({ reserved }) => reserved),
    count(texts.redeemed, ({ redeemed }) => redeemed),
    count(texts.differences, ({ differences }) => differences),
  ];
}

function Redemptions() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const only = search.get('differences') === 'true';
  const page = useRest('listRedemptions', {
    query: { limit: 50, after: search.get('after') ?? undefined, differences: only ? 'true' : 'false' },
    keepPrevious: true,
  });
  return (
    <Card title={texts.redemptions}>
      <Checkbox
        label={say(texts.differencesOnly)}
        checked={only}
        onChange={(event) => setSearch(event.currentTarget.checked ? { differences: 'true' } : {})}
      />
      <Listing
        label={texts.redemptions}
        columns={useRedemptionColumns()}
        rows={page.data?.items}
        rowKey={({ coupon, order }) => `${coupon} ${order}`}
        error={page.error}
        again={() => void page.refetch()}
        empty={<Empty title={texts.noRedemptions} icon="tag" />}
        rowTo={({ order }) => `/orders/${order}`}
        expectedRows={4}
      />
      <Pager next={page.data?.next} />
    </Card>
  );
}

function useRedemptionColumns(): Column<CouponRedemption>[] {
  const { say } = useLanguage();
  return [
    { name: texts.coupon, cell: ({ codeMasked }) => <code>{codeMasked}</code> },
    { name: texts.series, cell: ({ series }) => series },
    { name: texts.off, align: 'right', cell: ({ offMinor }) => <Money minor={offMinor} /> },
    { name: texts.state, wide: true, cell: (redemption) => say(stateOf(redemption)) },
    { name: texts.machine, deskOnly: true, cell: ({ kiosk }) => kiosk },
    { name: texts.at, cell: ({ redeemedAtMs }) => <SiteTime atMs={redeemedAtMs} /> },
    { name: texts.order, cell: ({ order }) => <Link href={`/orders/${order}`}>{order.slice(-8)}</Link> },
  ];
}

function stateOf({ difference, returnedAtMs, by }: CouponRedemption) {
  if (difference !== null) return texts[difference];
  if (returnedAtMs !== null) return texts.returned;
  return by === 'cloud' ? texts.byCloud : texts.bySignature;
}
