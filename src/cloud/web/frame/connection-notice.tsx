/** Says since when what is shown may be old; says nothing while everything is live. */
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { useLiveness } from '../rest/live-updates.tsx';
import { useSession } from '../session/session.tsx';
import { formatInstant } from '../time/zone-time.ts';

export function ConnectionNotice() {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const { lostAtMs } = useLiveness();
  const at = lostAtMs === undefined ? '' : formatInstant(lostAtMs, merchant.timeZone, 'time');
  return (
    <div role="status">
      {lostAtMs === undefined ? null : (
        <p className="connection-notice">
          <Icon name="offline" sizePx={18} />
          {say({
            zh: `截至 ${at} 的数据，连接已断开，正在重新连接。`,
            en: `As of ${at}, connection lost. Trying to connect again.`,
          })}
        </p>
      )}
    </div>
  );
}
