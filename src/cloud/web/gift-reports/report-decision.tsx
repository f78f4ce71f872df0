/** One report as it stands, with the whole conversation; asks what to do about it and why. */
import { Button, Group, Modal, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type GiftReport, reportWhyMax, reportWhyMin } from '../../../wire/rest-gift-reports.ts';
import { useLanguage } from '../language/language.tsx';
import { Facts } from '../parts/card.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { type ReportAction, reasonWords, reportActions, reportTexts as texts } from './report-texts.ts';

const refreshes = ['listGiftReports', 'listAlarms', 'readOverview', 'listAudit'] as const;

interface Props {
  readonly report: GiftReport;
  readonly close: () => void;
}

export function ReportDecision({ report, close }: Props) {
  const { say } = useLanguage();
  const { may } = useSession();
  const actions = actionsOf(report, may('closePayments'));
  const [action, setAction] = useState<ReportAction | undefined>(actions[0]);
  const [why, setWhy] = useState('');
  const { busy, take } = useReportDecision(report.id, close);
  const chosen = action !== undefined && actions.includes(action) ? action : undefined;
  const ready = chosen !== undefined && why.trim().length >= reportWhyMin;
  return (
    <Modal
      opened
      onClose={close}
      title={say(texts.one)}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <div className="form">
        <Facts
          facts={[
            [texts.reason, say(reasonWords(report.reason))],
            [texts.about, report.words || say(texts.noWords)],
          ]}
        />
        {report.messages.length > 0 ? <Conversation messages={report.messages} /> : null}
        {actions.length > 0 ? (
          <>
            <Radio.Group
              label={say(texts.what)}
              value={chosen ?? null}
              onChange={(value) => setAction(value as ReportAction)}
            >
              <div className="choices">
                {actions.map((each) => (
                  <Radio
                    key={each}
                    value={each}
                    label={say(reportActions[each].name)}
                    description={say(reportActions[each].lead)}
                  />
                ))}
              </div>
            </Radio.Group>
            <Textarea
              label={say(texts.why)}
              description={say(texts.whyHint)}
              value={why}
              maxLength={reportWhyMax}
              autosize
              minRows={2}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="sm">
              <Button
                disabled={!ready}
                loading={busy}
                color={chosen === 'bar' ? 'brick' : 'pine'}
                onClick={() => chosen && take(chosen, why.trim())}
              >
                {say(chosen ? reportActions[chosen].name : texts.decide)}
              </Button>
            </Group>
          </>
        ) : null}
      </div>
    </Modal>
  );
}

/** What may still be done, the mildest first. */
function actionsOf({ decided, giver, returnable }: GiftReport, mayGiveBack: boolean): ReportAction[] {
  return [
    ...(decided === null ? (['dismiss'] as const) : []),
    ...(giver === null ? [] : ([giver.barred ? 'lift' : 'bar'] as const)),
    ...(returnable && mayGiveBack ? (['giveBack'] as const) : []),
  ];
}

function Conversation({ messages }: { readonly messages: GiftReport['messages'] }) {
  const { say } = useLanguage();
  return (
    <section aria-label={say(texts.conversation)}>
      <ul className="rows">
        {messages.map(({ from, text, atMs }) => (
          <li className="row" key={`${atMs} ${from} ${text}`}>
            <span className="row-main">
              <span className="row-title" dir="auto">
                {text}
              </span>
              <span className="row-note">
                {say(from === 'giver' ? texts.fromGiver : texts.fromRecipient)} · <SiteTime atMs={atMs} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useReportDecision(id: string, done: () => void) {
  const notices = useNotices();
  const dismiss = useChange('dismissGiftReport', refreshes);
  const bar = useChange('barGiver', refreshes);
  const lift = useChange('liftGiverBar', refreshes);
  const giveBack = useChange('returnReportedGift', refreshes);
  const changes = { dismiss, bar, lift, giveBack };
  return {
    busy: Object.values(changes).some(({ isPending }) => isPending),
    take: (action: ReportAction, why: string) =>
      void changes[action].mutateAsync({ path: { id }, body: { why } }).then(() => {
        notices.done(texts.done);
        done();
      }, notices.failed),
  };
}
