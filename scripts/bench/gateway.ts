/**
 * The gateway against a platform's stand-in: how many payments a second go through it, and what it adds to the
 * platform's own answer, from the machine's request to the pushed result.
 */
import { BenchGateway } from './bench-gateway.ts';
import type { Benchmark, BenchSettings, Figure } from './figure.ts';
import { percentile } from './statistics.ts';

/** How long the platform is told to take for each answer where the gateway's own part is measured. */
const platformMs = 100;
const overheadMsMax = 20;
const inFlight = 16;
const sizes = {
  full: { payments: 1000, single: 300, warmUp: 100 },
  quick: { payments: 8, single: 3, warmUp: 2 },
};

async function codes(gateway: BenchGateway, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < count; i += 1) made.push(await gateway.code());
  return made;
}

/** Payments a second with some of them in flight at once. */
async function many(gateway: BenchGateway, count: number): Promise<number> {
  const wallet = await codes(gateway, count);
  const startedMs = performance.now();
  const payer = async () => {
    for (let code = wallet.pop(); code !== undefined; code = wallet.pop()) await gateway.pay(code);
  };
  await Promise.all(Array.from({ length: inFlight }, payer));
  return (count / (performance.now() - startedMs)) * 1000;
}

/** What each payment took beyond the platform's own time, one after another. */
async function overheads(gateway: BenchGateway, count: number): Promise<number[]> {
  const wallet = await codes(gateway, count);
  await gateway.slowPlatform(platformMs);
  const measured: number[] = [];
  for (const code of wallet) measured.push((await gateway.pay(code)) - platformMs);
  await gateway.slowPlatform(0);
  return measured;
}

async function run(settings: BenchSettings): Promise<Figure[]> {
  const { payments, single, warmUp } = settings.quick ? sizes.quick : sizes.full;
  const gateway = new BenchGateway();
  try {
    await gateway.start();
    await many(gateway, warmUp);
    const perSecond = await many(gateway, payments);
    settings.say(`gateway: ${Math.round(perSecond)} payments/s`);
    const measured = await overheads(gateway, single);
    const p99 = percentile(measured, 0.99);
    const required = { of: 'value', is: 'atMost', limit: overheadMsMax } as const;
    return [
      {
        ...{ name: 'gateway.payments', value: perSecond, unit: 'payments/s', runs: [perSecond] },
        note: `${payments} payments, ${inFlight} in flight, on ${gateway.databaseName}; the stand-in signs and verifies on the same cores`,
      },
      {
        ...{ name: 'gateway.overhead.p50', value: percentile(measured, 0.5), unit: 'ms', runs: measured },
        note: `from the request to the pushed result, less the ${platformMs} ms that the platform is told to take; signing, HTTP and the stand-in's own work are in it`,
      },
      { ...{ name: 'gateway.overhead.p99', value: p99, unit: 'ms', runs: [p99] }, required },
    ];
  } finally {
    await gateway.stop();
  }
}

export const gateway: Benchmark = {
  name: 'gateway',
  about: "payments through the gateway against a platform's stand-in",
  absent: () => undefined,
  run,
};
