import { codeBoundaries } from '../support/fuzz/code-boundaries.ts';
import { fuzzTest } from '../support/fuzz/fuzz-test.ts';

fuzzTest(codeBoundaries);
