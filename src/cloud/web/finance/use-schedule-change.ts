/** Saves a schedule and says so. */
import type { FormSchedule } from '../../../wire/rest-forms.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { scheduleTexts as texts } from './schedule-texts.ts';

export function useScheduleChange(close: () => void) {
  const notices = useNotices();
  const change = useChange('changeFormSchedule', ['listFormSchedules', 'listFormSendings', 'listAudit']);
  return {
    busy: change.isPending,
    save: (schedule: FormSchedule) =>
      void change.mutateAsync({ path: { id: schedule.id }, body: schedule }).then(() => {
        notices.done(texts.saved);
        close();
      }, notices.failed),
  };
}
