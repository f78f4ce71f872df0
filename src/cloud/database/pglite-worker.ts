/**
 * The worker thread that runs PGlite, so that a query never blocks the loop that answers machines. Speaks
 * `PgliteRequest` and `PgliteReply`; one query at a time, in the order they come.
 */
import { openAsBlob } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

export interface PgliteFiles {
  /** Without it everything is in memory. */
  readonly dataDir: string | undefined;
  /** What `dumpDataDir` wrote, to begin as. */
  readonly beginAs: string | undefined;
}

export interface PgliteRequest {
  readonly id: number;
  /** Undefined closes the database. */
  readonly sql?: string;
  readonly parameters?: readonly unknown[];
}

export interface PgliteReply {
  readonly id: number;
  readonly rows?: unknown[];
  readonly affectedRows?: number;
  readonly error?: { readonly message: string; readonly code?: string };
}

function describe(error: unknown): { message: string; code?: string } {
  const { message, code } = error as { message?: string; code?: unknown };
  return { message: message ?? String(error), ...(typeof code === 'string' ? { code } : {}) };
}

async function open({ dataDir, beginAs }: PgliteFiles): Promise<PGlite> {
  if (dataDir !== undefined) return PGlite.create(dataDir);
  return beginAs === undefined ? PGlite.create() : PGlite.create({ loadDataDir: await openAsBlob(beginAs) });
}

async function answer(database: PGlite, request: PgliteRequest): Promise<PgliteReply> {
  if (request.sql === undefined) {
    await database.close();
    return { id: request.id };
  }
  const result = await database.query(request.sql, [...(request.parameters ?? [])]);
  return {
    id: request.id,
    rows: result.rows,
    ...(result.affectedRows === undefined ? {} : { affectedRows: result.affectedRows }),
  };
}

if (parentPort) {
  const port = parentPort;
  const opening = open(workerData as PgliteFiles);
  opening.then(
    () => port.postMessage({ id: 0 } satisfies PgliteReply),
    (error: unknown) => port.postMessage({ id: 0, error: describe(error) } satisfies PgliteReply),
  );
  port.on('message', (request: PgliteRequest) => {
    opening
      .then((database) => answer(database, request))
      .catch((error: unknown): PgliteReply => ({ id: request.id, error: describe(error) }))
      .then((reply) => {
        port.postMessage(reply);
        if (request.sql === undefined) port.close();
      });
  });
}
