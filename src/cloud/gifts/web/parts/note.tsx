/** A sentence that stands out; one that tells of trouble is read out at once. */
import type { ReactNode } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';

type Kind = 'info' | 'good' | 'warning' | 'danger';

const icons: Readonly<Record<Kind, IconName>> = {
  info: 'info',
  good: 'check',
  warning: 'warning',
  danger: 'warning',
};

export function Note({ kind = 'info', children }: { readonly kind?: Kind; readonly children: ReactNode }) {
  return (
    <p className={`note note-${kind}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} />
      <span>{children}</span>
    </p>
  );
}
