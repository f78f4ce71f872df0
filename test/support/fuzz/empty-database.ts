/**
 * A database in which nothing is: every query is made, and answered with no rows. What a statement wrote it
 * returns as a row without columns.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { CloudDatabase } from '../../../src/cloud/database/schema.ts';

class EmptyDriver extends DummyDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return {
      executeQuery: async <R>({ sql }: CompiledQuery): Promise<QueryResult<R>> => ({
        rows: / returning /.test(sql) ? [{} as R] : [],
        numAffectedRows: 1n,
      }),
      streamQuery: () => {
        throw new Error('nothing streams');
      },
    };
  }
}

export function emptyDatabase(): CloudDatabase {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new EmptyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
