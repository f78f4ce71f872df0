/** The price rules in the order in which they are applied; changes wait for a publication. */
import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Promotion } from '../../../domain/promotion.ts';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { PublishToAllButton } from '../machines/publish-button.tsx';
import { AddButton } from '../parts/add-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { type ShownMerchant, useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { effectNames, effectText, scopeText, windowText } from './effect-words.ts';
import { PromotionForm } from './promotion-form.tsx';
import { promotionState } from './promotion-state.ts';
import { promotionTexts as texts } from './promotion-texts.ts';
import { type ProductNames, useProductNames } from './use-product-names.ts';
import { usePromotionChanges } from './use-promotion-changes.ts';

const pageRows = 100;

/** What is being edited: nothing, a new promotion, or one that is there. */
type Editing = 'nothing' | 'new' | Promotion;

export function PromotionsPage() {
  const { say } = useLanguage();
  const { may, merchant } = useSession();
  const [search] = useSearchParams();
  const [editing, setEditing] = useState<Editing>('nothing');
  const names = useProductNames();
  const nowMs = useNow();
  const after = search.get('after');
  const page = useRest('listPromotions', {
    query: { limit: pageRows, ...(after === null ? {} : { after }) },
    keepPrevious: true,
  });
  const mayChange = may('changeCatalogue');
  const columns = promotionColumns({ say, names, merchant, nowMs });
  return (
    <>
      <PageHead title={texts.title}>
        {mayChange ? <AddButton label={texts.add} add={() => setEditing('new')} /> : null}
        <PublishToAllButton />
      </PageHead>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={mayChange ? [...columns, editColumn(say, setEditing)] : columns}
          rows={page.data?.items}
          rowKey={(promotion) => promotion.promotionId}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.noneYet} lead={texts.noneYetLead} icon="tag" />}
        />
      </div>
      <Pager next={page.data?.next} />
      <PromotionDrawer editing={editing} close={() => setEditing('nothing')} />
    </>
  );
}

interface ColumnFacts {
  readonly say: (text: Text) => string;
  readonly names: ProductNames;
  readonly merchant: ShownMerchant;
  readonly nowMs: number;
}

function promotionColumns({ say, names, merchant, nowMs }: ColumnFacts): Column<Promotion>[] {
  return [
    { name: texts.order, cell: (promotion) => <span className="number quiet">{promotion.priority}</span> },
    {
      name: texts.promotion,
      wide: true,
      cell: (promotion) => (
        <span className="stacked">
          <span className="strong">{say(promotion.name)}</span>
          <small className="quiet">{conditions(promotion, say).join(' · ')}</small>
        </span>
      ),
    },
    {
      name: texts.effect,
      wide: true,
      cell: (promotion) => (
        <span className="stacked">
          <span>{say(effectText(promotion.effect, merchant.currency, names.nameOf))}</span>
          <small className="quiet">{say(effectNames[promotion.effect.kind])}</small>
        </span>
      ),
    },
    { name: texts.scope, wide: true, cell: (promotion) => say(scopeText(promotion.scope, names.nameOf)) },
    { name: texts.when, cell: (promotion) => say(windowText(promotion.window, merchant.timeZone)) },
    {
      name: texts.state,
      cell: (promotion) => <StateBadge words={promotionState(promotion, nowMs, merchant.timeZone)} />,
    },
  ];
}

function conditions(promotion: Promotion, say: (text: Text) => string): string[] {
  return [
    promotion.promotionId,
    ...(promotion.membersOnly ? [say(texts.members)] : []),
    ...(promotion.coupon === undefined ? [] : [`${say(texts.needsCoupon)} ${promotion.coupon}`]),
    ...(promotion.exclusive ? [] : [say(texts.together)]),
  ];
}

function editColumn(say: (text: Text) => string, edit: (promotion: Promotion) => void): Column<Promotion> {
  return {
    name: texts.edit,
    nameHidden: true,
    align: 'right',
    cell: (promotion) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(texts.edit)}: ${say(promotion.name)}`}
        onClick={() => edit(promotion)}
      >
        {say(texts.edit)}
      </Button>
    ),
  };
}

function PromotionDrawer({ editing, close }: { editing: Editing; close: () => void }) {
  const { say } = useLanguage();
  const promotion = typeof editing === 'string' ? undefined : editing;
  const changes = usePromotionChanges(promotion, close);
  return (
    <Drawer
      opened={editing !== 'nothing'}
      onClose={close}
      position="right"
      size="lg"
      title={say(promotion ? texts.editTitle : texts.addTitle)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <PromotionForm promotion={promotion} {...changes} close={close} />
    </Drawer>
  );
}
