/** The sample codes as buttons of the scanner on the simulators' page, as good as on the day of the start. */
import { localTime } from '../domain/local-time.ts';
import { cardSamples, sampleCodes } from './catalogue/sample-codes.ts';
import { sampleCar } from './parking-lot.ts';

const shopTimeZone = 'Asia/Shanghai';

/** `YYYY-MM-DD` in the demo shop. */
export function shopDay(nowMs: number): string {
  return localTime(nowMs, shopTimeZone).dateIso;
}

/** The text of the file that the simulators read. */
export function scannerButtons(nowMs: number, cardCode: string | undefined): string {
  const samples = [...cardSamples(cardCode), ...sampleCodes(shopDay(nowMs))];
  const buttons = samples.map(({ code, symbology, about }) => ({
    label: `${about.zh} · ${about.en}`,
    code,
    symbology,
  }));
  const ticket = { label: '停车票 · Parking ticket', code: sampleCar.ticket, symbology: ']Q1' };
  return `${JSON.stringify([...buttons, ticket], null, 2)}\n`;
}
