import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { pictureBoundaries } from '../support/fuzz/picture-boundaries.ts';

fuzzTest(pictureBoundaries);
