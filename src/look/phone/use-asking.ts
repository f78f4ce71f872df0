/** One request at a time, and what it was refused with. */
import { useState } from 'react';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { Refused } from './refused.ts';

export interface Asking {
  readonly asking: boolean;
  readonly refused: FaultCode | undefined;
  /** Resolves when it is done, whether it was taken or refused. */
  ask(work: () => Promise<void>): Promise<void>;
}

export function useAsking(): Asking {
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<FaultCode>();
  const ask = async (work: () => Promise<void>) => {
    setAsking(true);
    setRefused(undefined);
    try {
      await work();
    } catch (error) {
      setRefused(error instanceof Refused ? error.code : 'INTERNAL_DEFECT');
    } finally {
      setAsking(false);
    }
  };
  return { asking, refused, ask };
}
