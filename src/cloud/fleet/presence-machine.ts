/**
 * Decides, purely, whether a message about a machine's presence is news. Sessions rise with every
 * connection; when a connection half dies, the broker may publish its will after the next one's birth.
 */
import type { MachineState } from '../../wire/messages.ts';

export interface KnownSession {
  readonly session: number;
  readonly bootId: string;
}

/**
 * A birth is news unless it is of an older session of the same start; a machine whose disk was replaced
 * begins to count anew. A will is news only if it is of the session that is known, or of a later one.
 */
export function isNews(known: KnownSession | undefined, state: MachineState): boolean {
  if (!known) return true;
  const sameBoot = known.bootId === state.bootId;
  if (state.online) return !sameBoot || state.session >= known.session;
  return sameBoot ? state.session >= known.session : state.session > known.session;
}
