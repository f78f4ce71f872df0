/** Every benchmark there is, in the order in which they run. */

import { books } from './books.ts';
import { drain } from './drain.ts';
import type { Benchmark } from './figure.ts';
import { forms } from './forms.ts';
import { gateway } from './gateway.ts';
import { journal } from './journal.ts';
import { memory } from './memory.ts';
import { paying } from './paying.ts';
import { pictures } from './pictures.ts';
import { price } from './price.ts';
import { scan } from './scan.ts';
import { start } from './start.ts';
import { vision, visionLong } from './vision.ts';

export const benchmarks: readonly Benchmark[] = [
  journal,
  drain,
  scan,
  price,
  pictures,
  start,
  memory,
  gateway,
  paying,
  forms,
  books,
  vision,
  visionLong,
];
