/** The bench's figures as a table, as JSON, and beside an earlier JSON. */
import { z } from 'zod';
import { type Figure, holds, ratioOf } from './figure.ts';
import type { MachineFacts } from './machine-facts.ts';

export interface BenchReport {
  readonly machine: MachineFacts;
  readonly seed: number;
  readonly quick: boolean;
  readonly figures: readonly Figure[];
  /** Benchmarks that could not run here, and why. */
  readonly absent: Readonly<Record<string, string>>;
}

const earlierSchema = z.looseObject({
  figures: z.array(z.looseObject({ name: z.string(), value: z.number(), unit: z.string() })),
});
export type EarlierReport = z.infer<typeof earlierSchema>;

/** Reads the figures of an earlier report; throws if it is none. */
export function readEarlier(text: string): EarlierReport {
  return earlierSchema.parse(JSON.parse(text));
}

function round(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 1 ? 1 : 3);
}

function requirementOf({ required, unit }: Figure): string {
  if (!required) return '';
  const sign = required.is === 'atLeast' ? '≥' : '≤';
  return required.of === 'ratio'
    ? `${sign} ${required.limit} ×`
    : `${sign} ${required.limit.toLocaleString('en')} ${unit}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line for each figure, then what could not run. */
export function reportTable({ figures, absent, machine, quick }: BenchReport): string {
  const head = ['name', 'figure', 'unit', 'peer or limit in the same run', 'ratio', 'required', 'holds'];
  const rows = figures.map((figure) => {
    const { name, value, unit, peer } = figure;
    const ratio = ratioOf(figure);
    const held = quick ? undefined : holds(figure);
    return [
      ...[name, round(value), unit, peer ? `${round(peer.value)} ${peer.name}` : ''],
      ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
      ...[requirementOf(figure), held === undefined ? '' : held ? 'yes' : 'NO'],
    ];
  });
  const notes = figures.filter((f) => f.note !== undefined).map(({ name, note }) => `${name}: ${note}`);
  const gone = Object.entries(absent).map(([name, why]) => `${name}: not run, ${why}`);
  const { cores, cpu, arch, memoryGb, disk, kernel, node, load1 } = machine;
  const measured = `${cores} cores ${cpu} ${arch}, ${memoryGb} GB, ${disk}, Linux ${kernel}, Node ${node}, load ${load1.toFixed(1)} before`;
  return [columns([head, ...rows]), '', ...notes, ...gone, measured].join('\n');
}

/** What became of each figure since `earlier`. */
export function comparisonTable({ figures }: BenchReport, earlier: EarlierReport): string {
  const before = new Map(earlier.figures.map((figure) => [figure.name, figure]));
  const rows = figures.map(({ name, value, unit }) => {
    const known = before.get(name);
    before.delete(name);
    if (!known) return [name, 'new', round(value), unit, ''];
    const ratio = known.value === 0 ? '' : `${(value / known.value).toFixed(2)} ×`;
    return [name, round(known.value), round(value), unit, ratio];
  });
  const gone = [...before.values()].map(({ name, value, unit }) => [
    name,
    round(value),
    'not measured',
    unit,
    '',
  ]);
  return columns([['name', 'before', 'now', 'unit', 'now / before'], ...rows, ...gone]);
}
