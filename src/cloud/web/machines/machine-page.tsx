/** One machine: how it is now, its devices, what it sells, what happened to it, and its orders. */
import { Link } from 'wouter';
import { HeldBackCard } from '../goods-in/held-back-card.tsx';
import { faultAdvice, faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { briefOrderColumns } from '../orders/order-columns.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Icon } from '../parts/icon.tsx';
import { Listing } from '../parts/listing.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { MachineDevices } from './machine-devices.tsx';
import { MachineEvents } from './machine-events.tsx';
import { MachineFacts } from './machine-facts.tsx';
import { MachineSelections } from './machine-selections.tsx';
import { PublishToMachineButton } from './publish-button.tsx';
import { sellingState } from './selling-state.ts';
import { SettingsButton } from './settings-form.tsx';

const texts = {
  machines: { zh: '机器', en: 'Machines' },
  orders: { zh: '最近的订单', en: 'Latest orders' },
  allOrders: { zh: '全部订单', en: 'All orders' },
  noOrders: { zh: '这台机器还没有订单', en: 'No orders from this machine yet' },
};

export function MachinePage({ id }: { id: string }) {
  const { say } = useLanguage();
  const machine = useRest('readKiosk', { path: { id } });
  if (machine.error && !machine.data) {
    return <Failure error={machine.error} again={() => void machine.refetch()} />;
  }
  if (!machine.data) return <PageLoading />;
  const kiosk = machine.data;
  const { words, reason } = sellingState(kiosk);
  return (
    <>
      <PageHead
        title={kiosk.name}
        mark={<StateBadge words={words} />}
        lead={<span className="id">{kiosk.id}</span>}
        back={{ to: '/machines', label: texts.machines }}
      >
        <SettingsButton kiosk={kiosk} />
        <PublishToMachineButton id={kiosk.id} />
      </PageHead>
      {reason ? (
        <div className="verdict tone-bad">
          <span className="verdict-icon">
            <Icon name="warning" sizePx={22} />
          </span>
          <p>
            {say(faultTitle(reason))} <span className="verdict-more">{say(faultAdvice(reason))}</span>
          </p>
        </div>
      ) : null}
      <div className="columns">
        <div className="column-wide">
          <MachineFacts kiosk={kiosk} />
          <MachineDevices devices={kiosk.devices} />
          <HeldBackCard kiosk={kiosk.id} />
          <MachineOrders id={kiosk.id} />
        </div>
        <div className="column">
          <MachineEvents kiosk={kiosk} />
          <MachineSelections kiosk={kiosk} />
        </div>
      </div>
    </>
  );
}

function MachineOrders({ id }: { id: string }) {
  const { say } = useLanguage();
  const orders = useRest('listOrders', { query: { kiosk: id, limit: 12 } });
  return (
    <Card title={texts.orders} aside={<Link href={`/orders?kiosk=${id}`}>{say(texts.allOrders)}</Link>}>
      <Listing
        label={texts.orders}
        columns={briefOrderColumns(say)}
        rows={orders.data?.items}
        rowKey={(order) => order.id}
        rowTo={(order) => `/orders/${order.id}`}
        error={orders.error}
        again={() => void orders.refetch()}
        empty={<Empty title={texts.noOrders} icon="receipt" />}
        expectedRows={6}
      />
    </Card>
  );
}
