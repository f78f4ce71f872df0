import t from 'tap';
import { readPairs } from '../../../scripts/evaluate/pairs-file.ts';

t.test('pairs are read with either line end, quoted names and any word for yes and no', async (t) => {
  const text = '\uFEFFfile_x,file_y,Decision\r\na.jpg,b.jpg,Yes\r\n"c.jpg",sub/d.png,no\r\n\r\n';
  t.same(readPairs(text, '/pictures'), [
    { fileX: '/pictures/a.jpg', fileY: '/pictures/b.jpg', mated: true },
    { fileX: '/pictures/c.jpg', fileY: '/pictures/sub/d.png', mated: false },
  ]);
});

t.test('what is no pair is told with its line, and no name leaves the folder', async (t) => {
  t.throws(() => readPairs('a,b,c\n', '/p'), /first line must be/);
  t.throws(
    () => readPairs('file_x,file_y,Decision\na.jpg,b.jpg,Yes\na.jpg,maybe\n', '/p'),
    /line 3 is no pair/,
  );
  t.throws(() => readPairs('file_x,file_y,Decision\na.jpg,../b.jpg,Yes\n', '/p'), /line 2 leaves the folder/);
});
