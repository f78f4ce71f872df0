import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { parkingBoundaries } from '../support/fuzz/parking-boundaries.ts';

fuzzTest(parkingBoundaries);
