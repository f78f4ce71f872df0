/** Every benchmark there is, in the order in which they run. */
import type { Benchmark } from './figure.ts';
import { journal } from './journal.ts';
import { memory } from './memory.ts';
import { start } from './start.ts';

export const benchmarks: readonly Benchmark[] = [journal, start, memory];
