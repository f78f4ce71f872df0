import { deviceBoundaries } from '../support/fuzz/device-boundaries.ts';
import { fuzzTest } from '../support/fuzz/fuzz-test.ts';

fuzzTest(deviceBoundaries);
