/** Nobody knows yet whether the money moved: it comes back by itself, and must not be paid twice. */
import { Icon } from '../../../../look/icon.tsx';
import { payTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { QrCode } from '../../../../look/qr-code.tsx';
import { useScreen } from '../screen-context.ts';

export function PaymentUnknownPage({
  page,
}: {
  readonly page: Extract<ViewPage, { page: 'paymentUnknown' }>;
}) {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon big-icon-warning">
          <Icon name="clock" />
        </span>
      }
      title={say(payTexts.unknownTitle)}
      extra={page.receiptLink && <FollowCard link={page.receiptLink} />}
      actions={
        <Button kind="primary" icon="check" onPress={() => send({ tap: 'finish' })}>
          {say(payTexts.understood)}
        </Button>
      }
    >
      <ul className="facts">
        <li>
          <span className="fact-icon">
            <Icon name="shield" />
          </span>
          <span>
            <strong>{say(payTexts.unknownMoney)}</strong>
          </span>
        </li>
        <li>
          <span className="fact-icon fact-icon-warning">
            <Icon name="hand" />
          </span>
          <span>
            <strong>{say(payTexts.unknownDont)}</strong>
          </span>
        </li>
      </ul>
    </Page>
  );
}

function FollowCard({ link }: { readonly link: string }) {
  const { say } = useScreen();
  return (
    <section className="receipt">
      <QrCode content={link} label={say(payTexts.unknownTrack)} />
      <p className="receipt-words">
        <Icon name="qr" />
        <strong>{say(payTexts.unknownTrack)}</strong>
      </p>
    </section>
  );
}
