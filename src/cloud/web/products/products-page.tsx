/** What the merchant sells: names, prices, codes; changes wait for a publication. */
import { Drawer, Select } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Product } from '../../../domain/product.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { PublishToAllButton } from '../machines/publish-button.tsx';
import { withFilter } from '../orders/order-filter.ts';
import { AddButton } from '../parts/add-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { productColumns } from './product-columns.tsx';
import { ProductForm } from './product-form.tsx';
import { productTexts as texts } from './product-texts.ts';
import { useProductChanges } from './use-product-changes.ts';

const pageRows = 50;

/** What is being edited: nothing, a new product, or one that is there. */
type Editing = 'nothing' | 'new' | Product;

export function ProductsPage() {
  const { say } = useLanguage();
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const [editing, setEditing] = useState<Editing>('nothing');
  const categories = useCategories();
  const asked = {
    text: search.get('text') ?? '',
    category: search.get('category') ?? undefined,
    after: search.get('after') ?? undefined,
  };
  const page = useRest('listProducts', { query: { ...asked, limit: pageRows }, keepPrevious: true });
  const filtered = asked.text !== '' || asked.category !== undefined;
  const mayChange = may('changeCatalogue');
  return (
    <>
      <PageHead title={texts.title}>
        {mayChange ? <AddButton label={texts.add} add={() => setEditing('new')} /> : null}
        <PublishToAllButton />
      </PageHead>
      <div className="filters">
        <SearchField
          label={texts.search}
          value={asked.text}
          asked={(text) => setSearch(withFilter(search, { text }))}
        />
        <Select
          aria-label={say(texts.category)}
          placeholder={say(texts.anyCategory)}
          data={categories.map((value) => ({ value, label: say(categoryName(value)) }))}
          value={asked.category ?? null}
          onChange={(category) => setSearch(withFilter(search, { category: category ?? undefined }))}
          clearable
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={productColumns(say, mayChange ? setEditing : undefined)}
          rows={page.data?.items}
          rowKey={(product) => product.productId}
          error={page.error}
          again={() => void page.refetch()}
          empty={<NoProducts filtered={filtered} />}
        />
      </div>
      <Pager next={page.data?.next} />
      <ProductDrawer editing={editing} categories={categories} close={() => setEditing('nothing')} />
    </>
  );
}

/** The categories in use, as far as the first products tell. */
function useCategories(): string[] {
  const products = useRest('listProducts', { query: { limit: 200 } });
  return [...new Set(products.data?.items.map((product) => product.category))].sort();
}

function NoProducts({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title={texts.none} icon="search" />;
  return <Empty title={texts.noneYet} lead={texts.noneYetLead} icon="box" />;
}

interface ProductDrawerProps {
  readonly editing: Editing;
  readonly categories: readonly string[];
  readonly close: () => void;
}

function ProductDrawer({ editing, categories, close }: ProductDrawerProps) {
  const { say } = useLanguage();
  const product = typeof editing === 'string' ? undefined : editing;
  const { save, remove, busy } = useProductChanges(product, close);
  return (
    <Drawer
      opened={editing !== 'nothing'}
      onClose={close}
      position="right"
      size="lg"
      title={say(product ? texts.editTitle : texts.addTitle)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <ProductForm
        product={product}
        categories={categories}
        busy={busy}
        save={save}
        remove={remove}
        close={close}
      />
    </Drawer>
  );
}
