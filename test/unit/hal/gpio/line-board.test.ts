/** A board made of this computer's lines: counters, runs and time, apart from any device. */
import t from 'tap';
import { type BoardLines, LineBoard } from '../../../../hal/gpio/line-board.ts';

function world() {
  const on = new Set<string>();
  const lines: BoardLines = {
    inputs: ['coin', 'payout'],
    outputs: ['motor', 'hopper'],
    drive: (output, driven) => void (driven ? on.add(output) : on.delete(output)),
    level: (input) => input === 'coin',
  };
  return { on, board: new LineBoard(lines, 'epoch-1', 0) };
}

t.test('a pulse ends at its time, not before and not again', async (t) => {
  const { on, board } = world();
  t.strictSame(board.obey({ verb: 'pulse', line: 'motor', durationMs: 800 }, 100), []);
  t.equal(board.nextAtMs(), 900);
  board.advance(899);
  t.ok(on.has('motor'));
  t.equal(board.obey({ verb: 'set', line: 'motor', on: false }, 899), 'busy');
  board.advance(900);
  t.notOk(on.has('motor'));
  t.equal(board.nextAtMs(), undefined);
  t.strictSame(board.obey({ verb: 'count', line: 'motor' }, 901), ['1', 'epoch-1']);
});

t.test(
  'a run ends with the edge that reaches its target, also when events before it were lost',
  async (t) => {
    const { on, board } = world();
    board.obey({ verb: 'until', line: 'hopper', input: 'payout', targetCount: 3, limitMs: 9_000 }, 0);
    t.equal(board.rose('payout', 1), 1);
    t.ok(on.has('hopper'));
    t.equal(board.rose('payout', 4), 4, 'two events were lost, no coin was');
    t.notOk(on.has('hopper'));
    t.strictSame(
      board.obey({ verb: 'until', line: 'hopper', input: 'payout', targetCount: 4, limitMs: 9_000 }, 1),
      [],
    );
    t.notOk(on.has('hopper'), 'the target is reached already');
  },
);

t.test('a counter goes on when the kernel begins its own anew', async (t) => {
  const { board } = world();
  board.rose('coin', 2 ** 32 - 1);
  t.equal(board.rose('coin', 1), 2 ** 32 + 1);
});

t.test(
  'a caller that falls silent loses what it switched on; what is timed runs out by itself',
  async (t) => {
    const { on, board } = world();
    board.obey({ verb: 'set', line: 'motor', on: true }, 0);
    board.obey({ verb: 'pulse', line: 'hopper', durationMs: 20_000 }, 0);
    board.obey({ verb: 'hello' }, 1_000);
    board.advance(5_999);
    t.strictSame([...on], ['motor', 'hopper']);
    board.advance(6_000);
    t.strictSame([...on], ['hopper']);
    board.release();
    t.strictSame([...on], []);
  },
);

t.test('what is not in its set-up is refused', async (t) => {
  const { board } = world();
  t.equal(board.obey({ verb: 'set', line: 'coin', on: true }, 0), 'line', 'an input');
  t.equal(board.obey({ verb: 'read', line: 'bell' }, 0), 'line');
  t.equal(board.obey({ verb: 'pulse', line: 'motor', durationMs: 60_001 }, 0), 'range');
  const run = { verb: 'until', line: 'motor', targetCount: 1, limitMs: 5 } as const;
  t.equal(board.obey({ ...run, input: 'hopper' }, 0), 'line', 'an output has no edges');
  t.strictSame(board.obey({ verb: 'read', line: 'coin' }, 0), ['1']);
});

t.test('setting twice counts one activation', async (t) => {
  const { board } = world();
  board.obey({ verb: 'set', line: 'motor', on: true }, 0);
  board.obey({ verb: 'set', line: 'motor', on: true }, 1);
  t.strictSame(board.obey({ verb: 'count', line: 'motor' }, 2), ['1', 'epoch-1']);
});
