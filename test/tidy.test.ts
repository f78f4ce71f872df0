/**
 * The rules of the house that a machine can check: which folders there are, who may import whom, no
 * cycles, sizes, words, and no file that nobody uses. The table here is the one in ARCHITECTURE.md.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { faultCatalogue } from '../src/domain/fault-catalogue.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where imports may go: a prefix, `type:` in front when only types may be imported. */
const importTable: readonly (readonly [from: string, may: readonly string[]])[] = [
  ['src/domain/', ['src/domain/']],
  ['src/wire/', ['src/wire/', 'src/domain/']],
  ['src/platform/', ['src/platform/', 'src/domain/']],
  ['src/look/', ['src/look/', 'src/domain/']],
  ['src/doubles/', ['src/doubles/', 'src/domain/fault', 'src/platform/']],
  [
    'hal/',
    [
      'hal/',
      'src/domain/fault',
      'type:src/platform/clock.ts',
      'type:src/platform/log.ts',
      'type:src/platform/random.ts',
      'src/platform/one-by-one.ts',
    ],
  ],
  ['models/', ['models/', 'src/domain/fault', 'type:src/platform/clock.ts', 'type:src/platform/log.ts']],
  ['src/kiosk/journal/', ['src/kiosk/journal/', 'src/domain/', 'src/platform/']],
  [
    'src/kiosk/checkout/',
    ['src/kiosk/checkout/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/', 'type:hal/hal.ts'],
  ],
  [
    'src/kiosk/payments/',
    [
      'src/kiosk/payments/',
      'src/domain/',
      'src/platform/',
      'type:src/kiosk/journal/',
      'type:src/kiosk/checkout/shop.ts',
      'type:hal/hal.ts',
    ],
  ],
  [
    'src/kiosk/delivery/',
    ['src/kiosk/delivery/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/', 'type:hal/hal.ts'],
  ],
  [
    'src/kiosk/receipt/',
    ['src/kiosk/receipt/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/', 'type:hal/hal.ts'],
  ],
  ['src/kiosk/members/', ['src/kiosk/members/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/']],
  ['src/kiosk/gifts/', ['src/kiosk/gifts/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/']],
  ['src/kiosk/benefits/', ['src/kiosk/benefits/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/']],
  [
    'src/kiosk/pictures/',
    [
      'src/kiosk/pictures/',
      'src/domain/',
      'src/platform/',
      'type:hal/hal.ts',
      'type:models/codes/code-reader.ts',
    ],
  ],
  [
    'src/kiosk/people/',
    [
      'src/kiosk/people/',
      'src/domain/',
      'src/platform/',
      'type:src/kiosk/journal/',
      'type:hal/hal.ts',
      'type:models/people/recognizer.ts',
    ],
  ],
  ['src/kiosk/parking/', ['src/kiosk/parking/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/']],
  [
    'src/kiosk/device/',
    ['src/kiosk/device/', 'src/domain/', 'src/platform/', 'type:src/kiosk/journal/', 'type:hal/hal.ts'],
  ],
  [
    'src/kiosk/sale/',
    [
      'src/kiosk/sale/',
      'src/kiosk/checkout/',
      'src/kiosk/payments/payment-machine.ts',
      'src/kiosk/payments/pre-verification.ts',
      'src/kiosk/payments/shown-code.ts',
      'src/domain/',
      'src/platform/',
    ],
  ],
  ['src/kiosk/telemetry/', ['src/kiosk/telemetry/', 'src/domain/', 'src/wire/', 'src/platform/']],
  ['src/kiosk/catalogue/', ['src/kiosk/catalogue/', 'src/domain/', 'src/platform/']],
  [
    'src/kiosk/sync/',
    [
      'src/kiosk/sync/',
      'src/domain/',
      'src/wire/',
      'src/platform/',
      'src/kiosk/journal/',
      'type:src/kiosk/catalogue/',
    ],
  ],
  [
    'src/kiosk/screen/web/',
    [
      'src/kiosk/screen/web/',
      'src/domain/',
      'src/look/',
      'src/kiosk/screen/guidance.ts',
      'type:src/kiosk/screen/view.ts',
    ],
  ],
  [
    'src/kiosk/screen/',
    [
      'src/kiosk/screen/',
      'src/domain/',
      'src/platform/',
      'src/look/',
      'type:src/kiosk/sale/',
      'type:src/kiosk/checkout/',
    ],
  ],
  ['src/kiosk/', ['src/kiosk/', 'src/domain/', 'src/wire/', 'src/platform/', 'type:hal/hal.ts']],
  ['src/cloud/web/', ['src/cloud/web/', 'src/domain/', 'src/wire/', 'src/look/', 'src/platform/clock.ts']],
  ['src/cloud/cashier/web/', ['src/cloud/cashier/web/', 'src/domain/', 'src/wire/', 'src/look/']],
  ['src/cloud/gifts/web/', ['src/cloud/gifts/web/', 'src/domain/', 'src/wire/', 'src/look/']],
  ['src/cloud/parking/web/', ['src/cloud/parking/web/', 'src/domain/', 'src/wire/', 'src/look/']],
  ['src/cloud/database/', ['src/cloud/database/', 'src/domain/', 'src/wire/', 'src/platform/']],
  ['src/cloud/desks/', ['src/cloud/desks/', 'src/domain/', 'src/wire/', 'src/platform/']],
  ...[
    'ledger',
    'gateway',
    'members',
    'parking',
    'parking-lots',
    'coupons',
    'feed',
    'fleet',
    'verification',
    'clients',
    'finance',
    'gifts',
    'insight',
    'api',
  ].map(
    (part) =>
      [
        `src/cloud/${part}/`,
        [
          `src/cloud/${part}/`,
          'src/cloud/database/',
          'src/cloud/desks/',
          'src/domain/',
          'src/wire/',
          'src/platform/',
          'src/look/',
          'type:src/cloud/ledger/',
        ],
      ] as const,
  ),
  ['src/cloud/', ['src/cloud/', 'src/domain/', 'src/wire/', 'src/platform/']],
];

/** Programs and what only they use: they import anything, nobody else imports them. */
const programs = [
  /^src\/start-/,
  /^src\/kioskctl\.ts$/,
  /^src\/demo\//,
  /^src\/technician\//,
  /^scripts\//,
  /^test\//,
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const sourceFiles = ['src', 'hal', 'models', 'scripts', 'test']
  .flatMap(filesBelow)
  .filter((f) => /\.tsx?$/.test(f));
const textOf = new Map(sourceFiles.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** The statement's braces hold types only, `import { type A, type B }`. */
function namesOnlyTypes(clause: string): boolean {
  const braces = /^\s*\{([\s\S]*)\}\s*$/.exec(clause);
  if (!braces) return false;
  const names = (braces[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => name.startsWith('type '));
}

function importsOf(file: string): Import[] {
  const text = textOf.get(file) ?? '';
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    if (!specifier.startsWith('.')) return;
    const path = specifier.replace(/\?.*$/, '');
    found.push({ from: file, to: relative(root, resolve(root, dirname(file), path)), typeOnly });
  };
  for (const m of text.matchAll(/^\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm)) {
    add(m[3] ?? '', m[1] !== undefined || namesOnlyTypes(m[2] ?? ''));
  }
  for (const m of text.matchAll(/(?:^\s*import\s+|import\(|new URL\()'([^']+)'/gm)) add(m[1] ?? '', false);
  return found;
}

const imports = sourceFiles.flatMap(importsOf);
const isProgram = (file: string) => programs.some((pattern) => pattern.test(file));

function rowOf(file: string) {
  return importTable.find(([from]) => file.startsWith(from));
}

t.test('the top-level folders are the house and nothing else', (t) => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => entry.name);
  t.same(folders.sort(), ['hal', 'models', 'scripts', 'src', 'systemd', 'test']);
  t.end();
});

t.test('everybody imports only what the table allows', (t) => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    if (isProgram(from)) return false;
    const row = rowOf(from);
    if (!row) return true;
    return !row[1].some((may) => to.startsWith(may) || (typeOnly && `type:${to}`.startsWith(may)));
  });
  t.same(
    wrong.map(({ from, to, typeOnly }) => `${from} -> ${to}${typeOnly ? ' (types)' : ''}`),
    [],
  );
  const programImported = imports.filter(({ from, to }) => !isProgram(from) && isProgram(to));
  t.same(
    programImported.map(({ from, to }) => `${from} -> ${to}`),
    [],
    'nobody imports a program',
  );
  const concrete = imports.filter(
    ({ from, to, typeOnly }) => !typeOnly && to === 'hal/open-hal.ts' && !isProgram(from),
  );
  t.same(concrete, [], 'drivers are chosen by programs only');
  t.end();
});

t.test('there is no import cycle', (t) => {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of sourceFiles) visit(file, []);
  t.same(cycles, []);
  t.end();
});

t.test('every import leads to a file, and every source file is used', (t) => {
  const missing = imports.filter(({ to }) => {
    try {
      return !statSync(join(root, to)).isFile() && !statSync(join(root, to)).isDirectory();
    } catch {
      return /\.tsx?$/.test(to);
    }
  });
  t.same(
    missing.map(({ from, to }) => `${from} -> ${to}`),
    [],
  );
  const used = new Set(imports.map(({ to }) => to));
  const entry =
    /^(src\/start-|src\/kioskctl\.ts|scripts\/|test\/(unit|contract|journey|fuzz|hardware)\/|test\/tidy)|\.d\.ts$/;
  const naming = [
    'src/kiosk/screen/web/index.html',
    'src/cloud/web/index.html',
    'src/cloud/cashier/web/index.html',
    '.taprc',
  ]
    .map((f) => readFileSync(join(root, f), 'utf8'))
    .join();
  const dead = sourceFiles.filter((file) => {
    if (used.has(file) || entry.test(file)) return false;
    return !naming.includes(file.split('/').at(-1) ?? file);
  });
  t.same(dead, []);
  t.end();
});

/** Lines that are not empty; no file may grow beyond them. */
const lineCountMax = 400;

t.test('no source file holds more than one idea', (t) => {
  const long = sourceFiles
    .filter((file) => !file.startsWith('test/'))
    .map((file) => ({
      file,
      lines: (textOf.get(file) ?? '').split('\n').filter((line) => line.trim() !== '').length,
    }))
    .filter(({ lines }) => lines > lineCountMax);
  t.same(long, []);
  t.end();
});

t.test('every source file says what it is', (t) => {
  const silent = sourceFiles.filter((file) => {
    const text = (textOf.get(file) ?? '').replace(/^#!.*\n/, '');
    return !file.startsWith('test/') && !text.startsWith('/**');
  });
  t.same(silent, []);
  t.end();
});

t.test('the list of what shows each requirement names every journey, and no other', (t) => {
  const list = readFileSync(join(root, 'test/journey/README.md'), 'utf8');
  const named = new Set([...list.matchAll(/\]\(([^)]+\.test\.ts)\)/g)].map(([, name]) => name));
  const journeys = sourceFiles
    .filter((file) => file.startsWith('test/journey/') && file.endsWith('.test.ts'))
    .map((file) => file.slice('test/journey/'.length));
  t.same([...named].sort(), journeys.sort());
  t.end();
});

t.test('names are words of the trade, in kebab-case', (t) => {
  const banned = /^(utils?|helpers?|common|misc|manager|service|base|impl|index)$/;
  const wrong = sourceFiles.filter((file) =>
    file.split('/').some((part) => {
      const [name, ...kinds] = part.replace(/\.(d\.)?tsx?$/, '').split('.');
      const suffix = kinds.every((k) => ['test', 'contract', 'fuzz'].includes(k));
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name ?? '') || banned.test(name ?? '') || !suffix;
    }),
  );
  t.same(wrong, []);
  t.end();
});

/** Time, chance and environment come in from outside. */
const fromOutside = /\b(Date\.now\(|new Date\(\)|setTimeout\(|setInterval\(|Math\.random\(|process\.env)/;

t.test('only the platform, the programs and browser code reach for clock, chance and environment', (t) => {
  const wrong = sourceFiles.filter((file) => {
    if (isProgram(file) || file.startsWith('src/platform/') || /\/web\//.test(file)) return false;
    return fromOutside.test(withoutComments(textOf.get(file) ?? ''));
  });
  t.same(wrong, []);
  t.end();
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

t.test('nothing is left for later', (t) => {
  const marks = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].map((word) => `\\b${word}\\b`).join('|'),
  );
  t.same(
    sourceFiles.filter((file) => marks.test(textOf.get(file) ?? '')),
    [],
  );
  t.end();
});

t.test('every code of a fault stands in one table, and somebody raises or shows it', (t) => {
  const isTable = (file: string) => /^src\/domain\/faults\/[a-z]+-faults\.ts$/.test(file);
  const codes = sourceFiles
    .filter(isTable)
    .flatMap((file) => [...(textOf.get(file) ?? '').matchAll(/^ {2}([A-Z][A-Z0-9_]+): \{/gm)])
    .map((m) => m[1] ?? '');
  t.same([...codes].sort(), Object.keys(faultCatalogue).sort());
  const everything = sourceFiles
    .filter((file) => !isTable(file) && !file.startsWith('test/') && !/fault-texts/.test(file))
    .map((file) => textOf.get(file))
    .join('\n');
  t.same(
    codes.filter((code) => !everything.includes(code)),
    [],
  );
  t.end();
});
