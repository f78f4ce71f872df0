import t from 'tap';
import { clipLine, clipsHeader, readClips } from '../../../scripts/evaluate/clips-file.ts';
import { confusionOf, confusionTable } from '../../../scripts/evaluate/confusion.ts';

t.test('what was told is counted beside what was there, and each class weighs the same', async (t) => {
  const told = [
    ...Array(8).fill({ there: 'a', told: 'a' }),
    ...Array(2).fill({ there: 'a', told: 'b' }),
    { there: 'b', told: 'a' },
    { there: 'b', told: 'b' },
  ];
  const confusion = confusionOf(['a', 'b', 'c'], told);
  t.same(confusion.counts, { a: { a: 8, b: 2, c: 0 }, b: { a: 1, b: 1, c: 0 }, c: { a: 0, b: 0, c: 0 } });
  t.same(confusion.recall, { a: 0.8, b: 0.5, c: undefined });
  t.equal(confusion.balanced, 0.65);
  t.match(confusionTable(confusion), /a +8 +2 +0 +80\.0 %\nb +1 +1 +0 +50\.0 %\nc +0 +0 +0 +-/);
});

t.test('clips are read as they are written, and what is none is told with its line', async (t) => {
  const clip = {
    ...{ folder: 'p1-0-pleased', attitude: 'pleased' as const },
    ...{ offeredAtMs: 2_400, answeredAtMs: 7_200, frameEveryMs: 200 },
  };
  t.same(readClips(`${clipsHeader}\r\n${clipLine(clip)}\r\n`), [clip]);
  for (const change of [
    { folder: '../up' },
    { answeredAtMs: 1 },
    { frameEveryMs: 0 },
    { attitude: 'furious' },
  ])
    t.throws(
      () => readClips(`${clipsHeader}\n${clipLine({ ...clip, ...change } as typeof clip)}`),
      /line 2 is no clip/,
    );
  t.throws(() => readClips('folder\n'), /first line/);
});
