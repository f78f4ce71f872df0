/** What the rules as edited would have done to the latest payments, with the orders they would have refused. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { VerificationRule } from '../../../domain/verification-rule.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { DryRun } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { verificationTexts as texts } from './verification-texts.ts';

const payments = 200;

export function DryRunCard({ rules }: { rules: readonly VerificationRule[] }) {
  const { say, language } = useLanguage();
  const notices = useNotices();
  const run = useChange('dryRunVerification', []);
  return (
    <Card
      title={texts.dryRun}
      aside={
        <Button
          variant="default"
          disabled={rules.length === 0}
          loading={run.isPending}
          onClick={() => run.mutate({ body: { payments } }, { onError: notices.failed })}
        >
          {sayIn(texts.dryRunGo, language, { payments })}
        </Button>
      }
    >
      <p className="quiet">{say(texts.dryRunLead)}</p>
      {run.data ? <Outcome outcome={run.data} rules={rules} /> : null}
    </Card>
  );
}

function Outcome({ outcome, rules }: { outcome: DryRun; rules: readonly VerificationRule[] }) {
  const { say, language } = useLanguage();
  if (outcome.payments === 0) return <p>{say(texts.dryRunNone)}</p>;
  const labelOf = (key: string) => rules.find((rule) => rule.key === key)?.label ?? { zh: key, en: key };
  return (
    <div role="status">
      <p className="strong">
        {sayIn(texts.dryRunSum, language, { payments: outcome.payments, refused: outcome.refused })}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say(texts.rule)}</th>
            <th scope="col" className="right">
              {say(texts.refusedCount)}
            </th>
            <th scope="col" className="right">
              {say(texts.unknownCount)}
            </th>
            <th scope="col">{say(texts.orders)}</th>
          </tr>
        </thead>
        <tbody>
          {outcome.keys.map(({ key, refused, unknown, orders }) => (
            <tr key={key}>
              <td>{say(labelOf(key))}</td>
              <td className="right number">{refused}</td>
              <td className="right number">{unknown}</td>
              <td className="wide">
                {orders.map((id) => (
                  <Link key={id} to={`/orders/${id}`} className="dry-run-order">
                    {id}
                  </Link>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
