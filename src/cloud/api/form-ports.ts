/** Forms and their sending as the API needs them; every call is about one merchant's own. */
import type { Answer } from '../../wire/rest.ts';
import type { FormFile, FormFilterInput, FormGroup, FormSchedule } from '../../wire/rest-forms.ts';

interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface Forms {
  readForm(
    merchantId: string,
    asked: FormFilterInput & { readonly by: readonly FormGroup[] },
  ): Promise<Answer<'readForm'>>;
  readDifferences(
    merchantId: string,
    asked: { readonly from: string; readonly to: string; readonly channel?: string | undefined },
  ): Promise<Answer<'readDifferenceForm'>>;
  readOpenDifferences(merchantId: string): Promise<Answer<'readOpenDifferences'>>;
  listPayments(merchantId: string, asked: FormFilterInput & Page): Promise<Answer<'listFormPayments'>>;
  makeLink(merchantId: string, file: FormFile): Promise<Answer<'makeFormLink'>>;
  listSites(merchantId: string): Promise<Answer<'listFormSites'>>;
  changeMachineSite(merchantId: string, machineId: string, site: string | null): Promise<void>;
}

export interface FormSendings {
  listSchedules(merchantId: string): Promise<Answer<'listFormSchedules'>>;
  changeSchedule(merchantId: string, schedule: FormSchedule, actor: string): Promise<void>;
  /** Answers whether the period was not asked for before. */
  sendPeriod(merchantId: string, scheduleId: string, period: { from: string; to: string }): Promise<boolean>;
  sendAgain(merchantId: string, sendingId: string): Promise<void>;
  listSendings(
    merchantId: string,
    asked: Page & { readonly schedule?: string | undefined },
  ): Promise<Answer<'listFormSendings'>>;
}
