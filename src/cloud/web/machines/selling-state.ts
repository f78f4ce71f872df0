/** Whether a machine sells, in one word: what it says of itself counts only while the cloud hears it. */
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import type { Kiosk } from '../../../wire/rest.ts';
import { presences, type StateWords } from '../language/state-texts.ts';

export interface SellingState {
  readonly words: StateWords;
  readonly reason?: FaultCode;
}

const selling: StateWords = { zh: '售卖中', en: 'Selling', tone: 'good' };
const outOfService: StateWords = { zh: '停止售卖', en: 'Not selling', tone: 'bad' };

export function sellingState(kiosk: Kiosk): SellingState {
  if (kiosk.presence !== 'online') return { words: presences[kiosk.presence] };
  if (kiosk.selling) return { words: selling };
  return { words: outOfService, ...(kiosk.outOfService ? { reason: kiosk.outOfService } : {}) };
}

/**
 * Whether somebody should look after it: it is there and does not sell, or the cloud does not hear it, when
 * it may still sell what it safely can. A machine that was never set up is nobody's worry yet.
 */
export function needsLook(kiosk: Kiosk): boolean {
  return kiosk.presence !== 'neverSeen' && !(kiosk.presence === 'online' && kiosk.selling);
}

/** Records that the machine says it has and the cloud has not committed yet. */
export function backlogOf(kiosk: Kiosk): number {
  return Math.max(0, kiosk.journal.lastSeq - kiosk.journal.committedSeq);
}
