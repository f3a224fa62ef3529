import type pg from 'pg';

/** How many times the data is to be there in the end. */
export const TIMES = 10;

/** What belongs to the municipality as a whole, and is there once however many schools it has. */
const shared: ReadonlySet<string> = new Set(['municipality_id', 'school_year_id']);
const once: ReadonlySet<string> = new Set(['municipality', 'school_year', 'event', 'idempotency_key']);
/** Texts that tell one from another, as ids do. */
const unique: ReadonlySet<string> = new Set(['school.organisation_number', 'identity_number.digest']);

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly udt_name: string;
}

/**
 * Puts nine copies of every school, child, adult and record of the larger municipality beside the first, under ids of
 * their own that hang together as the first ones do. Seeding as many would take the better part of an hour.
 * @param client a superuser's connection: triggers and foreign keys are not asked about copies of what has passed them.
 */
export async function growTenfold(client: pg.Client, say: (line: string) => void): Promise<void> {
  const { rows } = await client.query<Column>(
    `select table_name, column_name, udt_name from information_schema.columns where table_schema = 'public'
     order by table_name, ordinal_position`,
  );
  const columns = Map.groupBy(rows, ({ table_name }) => table_name);
  await client.query('set session_replication_role = replica');
  await client.query('set synchronous_commit = off');
  for (const [table, of] of columns) {
    const isOfMunicipality = of.some(({ column_name }) => column_name === 'municipality_id');
    if (once.has(table) || !isOfMunicipality) continue;
    const begun = performance.now();
    const { rowCount } = await client.query(copying(table, of));
    if ((rowCount ?? 0) > 1_000_000)
      say(`  copied ${rowCount} rows of ${table} in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
}

function copying(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ column_name }) => `"${column_name}"`).join(', ');
  return `insert into "${table}" (${names}) select ${columns.map(copied).join(', ')} from "${table}" t
    cross join generate_series(1, ${TIMES - 1}) k, substr('0123456789abcdef0123456789abcdef', k + 1, 16) turned
    where t.municipality_id = (select municipality_id from child group by 1 order by count(*) desc limit 1)`;
}

/** One digit of an id is another in each copy; what is not unique is copied as it is. */
function copied({ table_name: table, column_name: name, udt_name: type }: Column): string {
  const column = `t."${name}"`;
  const isId = type === 'uuid' && !shared.has(name);
  if (!isId && !unique.has(`${table}.${name}`)) return column;
  const text = `${column}::text`;
  const place = isId ? RANDOM_DIGIT : `length(${text})`;
  const digit = `translate(substr(${text}, ${place}, 1), '0123456789abcdef', turned)`;
  return `overlay(${text} placing ${digit} from ${place} for 1)::${type}`;
}

/** Where an id has a random digit: ids of one statement may be counted on from one, and differ in their last digit alone. */
const RANDOM_DIGIT = 22;
