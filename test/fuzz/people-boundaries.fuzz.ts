import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { peopleBoundaries } from '../support/fuzz/people-boundaries.ts';

fuzzTest(peopleBoundaries);
