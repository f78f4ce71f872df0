import { clientBoundaries } from '../support/fuzz/client-boundaries.ts';
import { fuzzTest } from '../support/fuzz/fuzz-test.ts';

fuzzTest(clientBoundaries);
