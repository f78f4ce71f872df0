/** Which address shows which page of the books. */
import { Route } from 'wouter';
import { DifferencesPage } from './differences-page.tsx';
import { FinanceOverviewPage } from './finance-overview-page.tsx';
import { FormPaymentsPage } from './form-payments-page.tsx';
import { FormsPage } from './forms-page.tsx';
import { ImportsPage } from './imports-page.tsx';
import { SchedulesPage } from './schedules-page.tsx';

export const financePages = [
  <Route key="overview" path="/finance" component={FinanceOverviewPage} />,
  <Route key="forms" path="/finance/forms" component={FormsPage} />,
  <Route key="payments" path="/finance/payments" component={FormPaymentsPage} />,
  <Route key="differences" path="/finance/differences" component={DifferencesPage} />,
  <Route key="imports" path="/finance/imports" component={ImportsPage} />,
  <Route key="schedules" path="/finance/schedules" component={SchedulesPage} />,
];
