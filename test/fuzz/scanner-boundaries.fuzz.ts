import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { scannerBoundaries } from '../support/fuzz/scanner-boundaries.ts';

fuzzTest(scannerBoundaries);
