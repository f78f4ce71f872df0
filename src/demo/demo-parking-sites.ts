/** The demo's parking site: the garage that grants free parking, which is not the shop's, and the shop's own yard. */
import type { Tariff } from '../domain/tariff.ts';
import { demoParking } from './parking-lot.ts';

export const demoTariff: Tariff = {
  ...{ tariffId: 'yard', name: { zh: '后院', en: 'Yard' }, dayBegins: 'midnight', leaveMinutes: 15 },
  classes: {
    car: {
      ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 4000 },
      steps: [
        { minutes: 60, feeMinor: 600, units: 1 },
        { minutes: 30, feeMinor: 200, units: null },
      ],
    },
    large: {
      ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 12_000 },
      steps: [{ minutes: 60, feeMinor: 1500, units: null }],
    },
  },
};

/** Run by the shop itself: its drivers pay at their phones. */
export const demoYard = {
  id: 'corner-yard',
  ...{ name: { zh: '后院', en: 'Yard' }, own: true, tariffId: demoTariff.tariffId },
} as const;

export const demoParkingSite = {
  ...{ id: 'corner', name: { zh: '街角', en: 'Corner' }, timeZone: 'Asia/Shanghai' },
  lots: [
    {
      id: demoParking.lotId,
      ...{ name: { zh: '街角车库', en: 'Corner Garage' }, own: false, tariffId: null },
    },
    demoYard,
  ],
} as const;
