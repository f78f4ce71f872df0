/** What stands where nothing is: says why, and what would bring something. */
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon, type IconName } from './icon.tsx';

interface EmptyProps {
  readonly title: Text;
  readonly lead?: Text;
  readonly icon?: IconName;
  readonly children?: ReactNode;
}

export function Empty({ title, lead, icon = 'check', children }: EmptyProps) {
  const { say } = useLanguage();
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} sizePx={26} />
      </span>
      <p className="empty-title">{say(title)}</p>
      {lead ? <p className="quiet">{say(lead)}</p> : null}
      {children}
    </div>
  );
}
