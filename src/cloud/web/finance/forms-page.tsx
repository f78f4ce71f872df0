/** Any form of any period: its numbers, their bars, its file. Every choice is in the address. */
import { useSearchParams } from 'wouter';
import type { Language } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { useRest } from '../rest/use-rest.ts';
import { DifferenceForm } from './difference-form.tsx';
import { FinanceFrame } from './finance-frame.tsx';
import { overviewTexts, financeTexts as texts } from './finance-texts.ts';
import { type FormAddress, filterQuery, readFormAddress } from './form-address.ts';
import { FormBars } from './form-bars.tsx';
import { FilterChips, FormChoice } from './form-choices.tsx';
import { FormDownloads } from './form-downloads.tsx';
import { FormTable } from './form-table.tsx';
import { MachineSites } from './machine-sites.tsx';
import { PeriodFields } from './period-fields.tsx';
import { useToday } from './use-today.ts';

export function FormsPage() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const address = readFormAddress(search, useToday());
  return (
    <FinanceFrame
      title={texts.forms}
      lead={say(overviewTexts.lead)}
      actions={<FormDownloads address={address} />}
    >
      <div className="filters">
        <FormChoice address={address} />
        <PeriodFields period={address.period} />
        {address.by.includes('site') ? <MachineSites /> : null}
      </div>
      <FilterChips filters={address.filters} />
      {address.form === 'difference' ? (
        <DifferenceForm address={address} />
      ) : (
        <TakingsForm address={address} />
      )}
    </FinanceFrame>
  );
}

function TakingsForm({ address }: { address: FormAddress }) {
  const { language } = useLanguage();
  const { by } = address;
  const query = { ...filterQuery(address), by: by.join(',') };
  const { data, error, refetch } = useRest('readForm', { query, keepPrevious: true });
  if (!data && error) return <Failure error={error} again={() => void refetch()} />;
  if (!data) return <PageLoading />;
  return (
    <div className="stack">
      <div className="card flush">
        {data.rows.length === 0 ? (
          <Empty title={texts.empty} lead={texts.emptyLead} icon="search" />
        ) : (
          <FormTable address={address} form={data} />
        )}
      </div>
      <Notes form={data} language={language} />
      {data.rows.length > 1 && by.length === 1 ? (
        <Card title={texts.share}>
          <FormBars by={by} rows={data.rows} of={by.includes('product') ? 'actualMinor' : 'netMinor'} />
        </Card>
      ) : null}
    </div>
  );
}

/** What a person should know of the numbers. */
function Notes({ form, language }: { form: Answer<'readForm'>; language: Language }) {
  const { cut, rows, waiting, uncounted } = form;
  const notes = [
    ...(cut ? [sayIn(texts.cut, language, { count: rows.length })] : []),
    ...(waiting > 0 ? [sayIn(texts.waiting, language, { count: waiting })] : []),
    ...(uncounted > 0 ? [sayIn(texts.uncounted, language, { count: uncounted })] : []),
  ];
  return notes.length === 0 ? null : (
    <p className="quiet" role="status">
      {notes.join(' ')}
    </p>
  );
}
