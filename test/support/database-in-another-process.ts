/** Opens the database folder in its argument; ends with 3 if that is refused as locked. */
import { openDatabase } from '../../src/cloud/database/open-database.ts';
import { faultCodeOf } from '../../src/domain/fault.ts';

try {
  await openDatabase({ dataDir: process.argv[2] as string });
  process.exit(0);
} catch (error) {
  process.exit(faultCodeOf(error) === 'DATABASE_LOCKED' ? 3 : 1);
}
