/** The fleet console put together: what every page stands in, and which page an address shows. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Route, Router, Switch } from 'wouter';
import type { Clock } from '../../platform/clock.ts';
import { AlarmsPage } from './alarms/alarms-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { CardsPage } from './cards/cards-page.tsx';
import { ClientsPage } from './clients/clients-page.tsx';
import { CouponsPage } from './coupons/coupons-page.tsx';
import { financePages } from './finance/finance-pages.tsx';
import { Frame } from './frame/frame.tsx';
import { FunnelPage } from './funnel/funnel-page.tsx';
import { ReportsPage } from './gift-reports/reports-page.tsx';
import { GoodsInPage } from './goods-in/goods-in-page.tsx';
import { LanguageProvider } from './language/language.tsx';
import { MachinePage } from './machines/machine-page.tsx';
import { MachinesPage } from './machines/machines-page.tsx';
import { MembersPage } from './members/members-page.tsx';
import { OrderPage } from './orders/order-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { ParkingPaymentsPage } from './parking/parking-payments-page.tsx';
import { SitesPage } from './parking/sites-page.tsx';
import { StaysPage } from './parking/stays-page.tsx';
import { TariffsPage } from './parking/tariffs-page.tsx';
import { Empty } from './parts/empty.tsx';
import { NoticesProvider } from './parts/notices.tsx';
import { PatternsPage } from './patterns/patterns-page.tsx';
import { OpenPaymentsPage } from './payments/open-payments-page.tsx';
import { ProductsPage } from './products/products-page.tsx';
import { PromotionsPage } from './promotions/promotions-page.tsx';
import { RecordsPage } from './records/records-page.tsx';
import { LiveUpdates } from './rest/live-updates.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { cssVariables, theme } from './theme.ts';
import { ClockContext } from './time/clock-context.tsx';
import { VerificationPage } from './verification/verification-page.tsx';

const noSuchPage = { zh: '没有这个页面', en: 'There is no such page' };

/** Answers are pushed by the live stream; this is how old they may be where it is silent. */
const readAgainMs = 60_000;

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5000, refetchInterval: readAgainMs, retry: 1, refetchOnWindowFocus: true },
    },
  });
}

export function Console({ clock, queries }: { clock: Clock; queries: QueryClient }) {
  return (
    <ClockContext value={clock}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
        <QueryClientProvider client={queries}>
          <LanguageProvider>
            <SessionGate>
              <LiveUpdates>
                <NoticesProvider>
                  <Router base="/console">
                    <Frame>
                      <Pages />
                    </Frame>
                  </Router>
                </NoticesProvider>
              </LiveUpdates>
            </SessionGate>
          </LanguageProvider>
        </QueryClientProvider>
      </MantineProvider>
    </ClockContext>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={OverviewPage} />
      <Route path="/orders" component={OrdersPage} />
      <Route path="/orders/:id">{({ id }) => <OrderPage id={id} />}</Route>
      <Route path="/machines" component={MachinesPage} />
      <Route path="/machines/:id">{({ id }) => <MachinePage id={id} />}</Route>
      <Route path="/products" component={ProductsPage} />
      <Route path="/goods-in" component={GoodsInPage} />
      <Route path="/promotions" component={PromotionsPage} />
      <Route path="/coupons" component={CouponsPage} />
      <Route path="/patterns" component={PatternsPage} />
      <Route path="/cards" component={CardsPage} />
      <Route path="/members" component={MembersPage} />
      <Route path="/gift-reports" component={ReportsPage} />
      <Route path="/verification" component={VerificationPage} />
      <Route path="/payments" component={OpenPaymentsPage} />
      <Route path="/parking" component={SitesPage} />
      <Route path="/parking/tariffs" component={TariffsPage} />
      <Route path="/parking/stays" component={StaysPage} />
      <Route path="/parking/payments" component={ParkingPaymentsPage} />
      <Route path="/alarms" component={AlarmsPage} />
      <Route path="/records" component={RecordsPage} />
      <Route path="/funnel" component={FunnelPage} />
      <Route path="/clients" component={ClientsPage} />
      {financePages}
      <Route path="/audit" component={AuditPage} />
      <Route>
        <Empty title={noSuchPage} icon="search" />
      </Route>
    </Switch>
  );
}
