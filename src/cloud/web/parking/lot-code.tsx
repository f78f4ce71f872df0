/** The code that hangs at a lot of our own: its drivers scan it and pay at their phones. Printed alone on its sheet. */
import { Anchor, Button } from '@mantine/core';
import { createPortal } from 'react-dom';
import type { Text } from '../../../domain/text.ts';
import { QrCode } from '../../../look/qr-code.tsx';
import { useLanguage } from '../language/language.tsx';
import { parkingTexts as texts } from './parking-words.ts';

interface LotCodeProps {
  readonly name: Text;
  readonly url: string;
}

export function LotCode(lot: LotCodeProps) {
  const { say } = useLanguage();
  return (
    <section className="lot-code" aria-label={say(texts.driversPage)}>
      <Sheet {...lot} />
      <Button variant="default" onClick={() => window.print()}>
        {say(texts.print)}
      </Button>
      <small className="quiet">{say(texts.driversHint)}</small>
      {createPortal(
        <div className="lot-code-paper">
          <Sheet {...lot} />
        </div>,
        document.body,
      )}
    </section>
  );
}

/** In both languages, because who reads it is not known. */
function Sheet({ name, url }: LotCodeProps) {
  const { say } = useLanguage();
  return (
    <div className="lot-code-sheet">
      <p className="lot-code-title">
        {texts.scanToPay.zh}
        <br />
        {texts.scanToPay.en}
      </p>
      <QrCode content={url} label={say(texts.driversCode)} />
      <p>
        {name.zh} · {name.en}
      </p>
      <Anchor href={url} target="_blank" rel="noreferrer" className="lot-code-address">
        {url}
      </Anchor>
    </div>
  );
}
