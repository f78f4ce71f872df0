/** The receipt: on paper below, or as a QR on the screen. */
import { Icon } from '../../../../look/icon.tsx';
import { QrCode } from '../../../../look/qr-code.tsx';
import { handoverTexts } from '../../../../look/screen-texts.ts';
import type { ReceiptView } from '../../view.ts';
import { useScreen } from '../screen-context.ts';

const words = {
  printing: handoverTexts.receiptPrinting,
  printed: handoverTexts.receiptPrinted,
  waiting: handoverTexts.receiptWaiting,
  screenOnly: handoverTexts.receiptScreen,
} as const;

export function ReceiptCard({ receipt }: { readonly receipt: ReceiptView }) {
  const { say } = useScreen();
  const onPaper = receipt.state === 'printing' || receipt.state === 'printed';
  return (
    <section className="receipt" aria-live="polite">
      {receipt.link && <QrCode content={receipt.link} label={say(handoverTexts.receiptQr)} />}
      <p className="receipt-words">
        <Icon name={onPaper ? 'printer' : 'qr'} />
        <span className="receipt-lines">
          <strong>{say(words[receipt.state])}</strong>
          {onPaper && receipt.link && <span>{say(handoverTexts.receiptScreen)}</span>}
        </span>
      </p>
    </section>
  );
}
