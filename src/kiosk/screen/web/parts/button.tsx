/** The buttons of the screen: one primary per page, quiet ones beside it. */
import type { ReactNode } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';

interface ButtonProps {
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly icon?: IconName;
  readonly kind?: 'primary' | 'quiet' | 'danger';
  /** Escape presses it. */
  readonly wayBack?: boolean;
  /** On a small screen only its icon is shown. */
  readonly brief?: boolean;
  readonly disabled?: boolean;
}

export function Button({ onPress, children, icon, kind = 'quiet', wayBack, brief, disabled }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${kind}${brief ? ' button-brief' : ''}`}
      onClick={onPress}
      disabled={disabled}
      {...(kind === 'primary' ? { 'data-primary': '' } : {})}
      {...(wayBack ? { 'data-way-back': '' } : {})}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
