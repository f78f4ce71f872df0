/**
 * Reads something now and, where it is followed, again and again while the page is looked at. A value that was
 * had stays when the next reading fails, and the failure stands beside it.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FaultCode } from '../../../domain/fault-catalogue.ts';
import { Refused } from '../../../look/phone/refused.ts';
import type { GiftCloud } from './gift-cloud.ts';

export interface Read<T> {
  readonly value: T | undefined;
  readonly refused: FaultCode | undefined;
  /** Reads at once. */
  readonly again: () => void;
  /** Shows what is known already, for example the answer to a change. */
  readonly show: (value: T) => void;
}

/** `subject` names what is read: another one is read anew. `everyMs` follows it. */
export function useRead<T>(subject: string, read: () => Promise<T>, everyMs?: number): Read<T> {
  const [held, setHeld] = useState<{ subject: string; value?: T; refused?: FaultCode }>({ subject });
  const reader = useRef(read);
  reader.current = read;
  const again = useCallback(async () => {
    try {
      const value = await reader.current();
      setHeld({ subject, value });
    } catch (error) {
      const refused = error instanceof Refused ? error.code : 'INTERNAL_DEFECT';
      setHeld((was) => (was.subject === subject ? { ...was, refused } : { subject, refused }));
    }
  }, [subject]);
  useEffect(() => {
    void again();
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) void again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
  const mine = held.subject === subject ? held : { subject };
  return {
    value: mine.value,
    refused: mine.refused,
    again: () => void again(),
    show: (value) => setHeld({ subject, value }),
  };
}

/** How often what is followed is read although nothing was told: a live stream may be cut unnoticed. */
const followedEveryMs = 5000;

/** Reads what belongs to the person, at once when the cloud tells of a change. */
export function useFollowed<T>(cloud: GiftCloud, subject: string, read: () => Promise<T>): Read<T> {
  const followed = useRead(subject, read, followedEveryMs);
  const again = useRef(followed.again);
  again.current = followed.again;
  useEffect(() => cloud.follow(() => again.current()), [cloud]);
  return followed;
}
