/** Goods that machines did not sell because of their date: which, where and when, to be taken off the shelf. */
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { HeldBackEventView } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { goodsInTexts as texts } from './goods-in-texts.ts';

const shownMax = 20;

/** `kiosk`: only of this machine. */
export function HeldBackCard({ kiosk }: { kiosk?: string }) {
  const { say } = useLanguage();
  const query = { limit: shownMax, ...(kiosk === undefined ? {} : { kiosk }) };
  const events = useRest('listHeldBack', { query });
  return (
    <Card title={texts.heldBack}>
      <p className="quiet">{say(texts.heldBackLead)}</p>
      <Listing
        label={texts.heldBack}
        columns={heldBackColumns(say, kiosk === undefined)}
        rows={events.data?.items}
        rowKey={({ kiosk: id, journalId, seq, place }) => `${id} ${journalId} ${seq} ${place}`}
        error={events.error}
        again={() => void events.refetch()}
        empty={<Empty title={texts.heldNone} icon="shield" />}
        expectedRows={3}
      />
    </Card>
  );
}

function heldBackColumns(say: (text: Text) => string, withMachine: boolean): Column<HeldBackEventView>[] {
  return [
    { name: texts.at, cell: ({ atMs }) => <SiteTime atMs={atMs} /> },
    {
      name: texts.product,
      wide: true,
      cell: ({ name, productId, quantity }) => (
        <span className="stacked">
          <span className="strong">
            {say(name)}
            {quantity > 1 ? ` × ${quantity}` : ''}
          </span>
          <small className="id">{productId}</small>
        </span>
      ),
    },
    {
      name: texts.goods,
      cell: ({ lot, serial }) => (
        <span className="id">{[lot, serial].filter(Boolean).join(' · ') || '—'}</span>
      ),
    },
    {
      name: texts.dates,
      cell: ({ expiresOn, reason, wasListed }) => (
        <span className="stacked">
          <span className="number">{expiresOn}</span>
          <small className="quiet">
            {say(reason === 'expired' ? texts.reasonExpired : texts.reasonClock)}
            {wasListed ? ` · ${say(texts.fromList)}` : ''}
          </small>
        </span>
      ),
    },
    ...(withMachine
      ? [
          {
            name: texts.machine,
            cell: ({ kiosk }: HeldBackEventView) => <Link href={`/machines/${kiosk}`}>{kiosk}</Link>,
          },
        ]
      : []),
  ];
}
