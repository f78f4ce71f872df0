import t from 'tap';
import { fileBoundaries, samplesFit } from '../support/fuzz/file-boundaries.ts';
import { fuzzTest } from '../support/fuzz/fuzz-test.ts';

t.test('what the mutations begin with is in order', async (t) => {
  t.doesNotThrow(samplesFit, 'bundle, profile and records fit their schemas');
});

fuzzTest(fileBoundaries);
