/**
 * Every fault the product can name: whether trying again can help, what the shopper reads (what
 * happened, is my money safe, what now), and what the technician reads (what is wrong, what to do).
 * Codes are `AREA_REASON` and never change their meaning. Each part of the product has its
 * table in `faults/`; tests keep their shape.
 */
import { booksFaults } from './faults/books-faults.ts';
import { cloudFaults } from './faults/cloud-faults.ts';
import { deviceFaults } from './faults/device-faults.ts';
import { faceFaults } from './faults/face-faults.ts';
import type { FaultEntry } from './faults/fault-entry.ts';
import { giftFaults } from './faults/gift-faults.ts';
import { journalFaults } from './faults/journal-faults.ts';
import { memberFaults } from './faults/member-faults.ts';
import { parkingFaults } from './faults/parking-faults.ts';
import { passkeyFaults } from './faults/passkey-faults.ts';
import { paymentFaults } from './faults/payment-faults.ts';
import { programFaults } from './faults/program-faults.ts';
import { scanFaults } from './faults/scan-faults.ts';

const entries = {
  ...programFaults,
  ...scanFaults,
  ...paymentFaults,
  ...giftFaults,
  ...passkeyFaults,
  ...deviceFaults,
  ...faceFaults,
  ...journalFaults,
  ...cloudFaults,
  ...parkingFaults,
  ...memberFaults,
  ...booksFaults,
};

export type FaultCode = keyof typeof entries;

export const faultCatalogue: Readonly<Record<FaultCode, FaultEntry>> = entries;
