/**
 * Wraps a dialect so that whatever its driver throws is a Fault: `DATABASE_UNAVAILABLE` when trying again
 * can help (no connection, shutdown, deadlock), `INTERNAL_DEFECT` when the statement itself is wrong.
 */
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { Fault } from '../../domain/fault.ts';

/** SQLSTATE classes of a refused statement: data, constraints, syntax, features. */
const statementClasses = new Set(['0A', '21', '22', '23', '26', '2B', '42', '44']);

/** The fault behind an error of the database's driver. */
export function databaseFault(error: unknown, attempted: string): Fault {
  if (error instanceof Fault) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  const state = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
  const refused = state !== undefined && statementClasses.has(state.slice(0, 2));
  return new Fault(refused ? 'INTERNAL_DEFECT' : 'DATABASE_UNAVAILABLE', attempted, {
    cause: error,
    ...(state === undefined ? {} : { facts: { sqlState: state } }),
  });
}

async function faulting<T>(attempted: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw databaseFault(error, attempted);
  }
}

class FaultConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.inner = inner;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return faulting('run a statement', () => this.inner.executeQuery<R>(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize ?? 100);
  }
}

class FaultDriver implements Driver {
  #inner: Driver;

  constructor(inner: Driver) {
    this.#inner = inner;
  }

  init(): Promise<void> {
    return faulting('connect', () => this.#inner.init());
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return faulting('connect', async () => new FaultConnection(await this.#inner.acquireConnection()));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#inner.releaseConnection((connection as FaultConnection).inner);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return faulting('begin', () =>
      this.#inner.beginTransaction((connection as FaultConnection).inner, settings),
    );
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return faulting('commit', () => this.#inner.commitTransaction((connection as FaultConnection).inner));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return faulting('roll back', () =>
      this.#inner.rollbackTransaction((connection as FaultConnection).inner),
    );
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

/** `dialect` with a driver that throws only Faults. */
export function faultDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new FaultDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}
