/** Why a request was refused, in the driver's words. */
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import { Icon } from '../../../look/icon.tsx';
import { useDriver } from './driver-context.ts';
import { refusedWords } from './driver-texts.ts';

export function RefusedNote({ code }: { readonly code: FaultCode | undefined }) {
  const { say } = useDriver();
  if (!code) return null;
  return (
    <p className="refused" role="alert">
      <Icon name="warning" />
      <span>{say(refusedWords(code))}</span>
    </p>
  );
}
