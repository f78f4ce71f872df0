import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { httpBoundaries } from '../support/fuzz/http-boundaries.ts';

fuzzTest(httpBoundaries);
