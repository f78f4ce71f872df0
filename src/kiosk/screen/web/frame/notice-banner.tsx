/** A short message over the page: a refused scan, a tap that does not fit. It goes away by itself. */
import { useEffect, useState } from 'react';
import { type FaultCode, faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen } from '../screen-context.ts';

const showForMs = 8000;

export interface BannerNotice {
  /** A new key shows the banner anew. */
  readonly key: string;
  readonly code: FaultCode;
  readonly tone: 'info' | 'warning';
}

export function NoticeBanner({ notice }: { readonly notice: BannerNotice | undefined }) {
  return (
    <div className="notice-place" role="alert">
      {notice && <Notice key={notice.key} notice={notice} />}
    </div>
  );
}

function Notice({ notice }: { readonly notice: BannerNotice }) {
  const { say } = useScreen();
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), showForMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <p className={`notice notice-${notice.tone}`}>
      <Icon name={notice.tone === 'warning' ? 'warning' : 'info'} />
      <span>{say(faultCatalogue[notice.code].shopper)}</span>
    </p>
  );
}
