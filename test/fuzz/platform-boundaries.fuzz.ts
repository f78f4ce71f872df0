import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { platformBoundaries } from '../support/fuzz/platform-boundaries.ts';

fuzzTest(platformBoundaries);
