/** The lot as the machine sees it, through the cloud: questions with a deadline, answers at any time. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Car, Stay } from '../../domain/parking.ts';

export interface ParkingQuestion {
  readonly about: 'lookUp' | 'grant';
  readonly orderId: string;
  readonly lotId: string;
  readonly car: Car;
  readonly expiresAtMs: number;
}

export interface ParkingAnswer {
  readonly about: 'lookUp' | 'grant';
  readonly orderId: string;
  readonly state: 'found' | 'unavailable' | 'pending' | 'granted' | 'refused';
  readonly stay?: Stay | undefined;
  readonly leaveByMs?: number | undefined;
  readonly reason?: FaultCode | undefined;
}

export interface ParkingLink {
  online(): boolean;
  /** Resolves when the network took it. */
  askLot(question: ParkingQuestion): Promise<void>;
  onParked(listener: (answer: ParkingAnswer) => void): void;
  onOnline(listener: () => void): void;
}

/** Orders whose grant is intended and not answered, as the journal tells them. */
export interface OpenParkings {
  open(): readonly { readonly orderId: string; readonly askedSeq: number }[];
  /** The latest that are over: their car is not needed any more. */
  over(): readonly string[];
}
