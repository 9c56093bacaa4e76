import { createHash } from 'node:crypto'
import type { QueryRunner } from 'typeorm'
import type { EngineName } from './schema-state'

/** Tells whether a statement has changed the schema. */
export interface Fingerprints {
  /** What the schema looks like as far as a statement is concerned. */
  of(sql: string): Promise<string>
  /** Remove what a statement leaves behind when it fails half-way. */
  cleanUp(sql: string): Promise<void>
}

/** Fingerprints of the schema behind a query runner; SQLite needs none. */
export function fingerprintsOf(runner: QueryRunner, engine: EngineName): Fingerprints {
  const query = runner.query.bind(runner) as (sql: string) => Promise<never>
  return engine === 'postgres' ? postgresFingerprints(query) : mysqlFingerprints(query)
}

type Query = (sql: string) => Promise<unknown>

function mysqlFingerprints(query: Query): Fingerprints {
  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await query(sql)) as Record<string, unknown>[]
  return {
    async of(sql) {
      const tables = await rows('SHOW FULL TABLES')
      const names = tables.map((table) => String(Object.values(table)[0])).sort()
      const parts: unknown[] = [names]
      for (const name of names) {
        if (!sql.includes(name)) continue
        const [table] = await rows(`SHOW CREATE TABLE \`${name.replaceAll('`', '``')}\``)
        // the counter moves with every row
        parts.push(String(Object.values(table!)[1]).replace(/ AUTO_INCREMENT=\d+/, ''))
      }
      if (/\b(TRIGGER|PROCEDURE|FUNCTION|EVENT)\b/i.test(sql)) {
        parts.push(
          await rows(
            'SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1'
          ),
          await rows(
            'SELECT SPECIFIC_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1'
          )
        )
      }
      return hash(parts)
    },
    // each of its statements is done or not done
    cleanUp: () => Promise.resolve()
  }
}

const HERE = 'current_schema()::regnamespace'
const CATALOGUE = `
  SELECT 'relation' AS kind, c.oid::regclass::text AS name, c.relkind::text AS text
  FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
  WHERE c.relnamespace = ${HERE} AND coalesce(i.indisvalid, true)
  UNION ALL SELECT 'column', attrelid::regclass || '.' || attname,
    concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(adbin, adrelid), attcollation::regcollation)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE c.relnamespace = ${HERE} AND c.relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated
  FROM pg_constraint WHERE connamespace = ${HERE}
  UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
  FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = ${HERE} AND indisvalid
  UNION ALL SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = current_schema()
  UNION ALL SELECT 'enum', enumtypid::regtype::text, enumlabel
  FROM pg_enum JOIN pg_type t ON t.oid = enumtypid WHERE t.typnamespace = ${HERE}
  UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(g.oid)
  FROM pg_trigger g JOIN pg_class c ON c.oid = tgrelid WHERE c.relnamespace = ${HERE} AND NOT tgisinternal
  UNION ALL SELECT 'function', oid::regprocedure::text, prosrc FROM pg_proc WHERE pronamespace = ${HERE}
  UNION ALL SELECT 'comment', objoid || '.' || objsubid, description
  FROM pg_description JOIN pg_class c ON c.oid = objoid
  WHERE classoid = 'pg_class'::regclass AND c.relnamespace = ${HERE}`

function postgresFingerprints(query: Query): Fingerprints {
  return {
    async of() {
      return hash(await query(`SELECT * FROM (${CATALOGUE}) AS parts ORDER BY kind, name, text`))
    },
    async cleanUp(sql) {
      if (!/\bCONCURRENTLY\b/i.test(sql)) return
      const invalid = (await query(
        `SELECT indexrelid::regclass::text AS name FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE NOT indisvalid AND c.relnamespace = ${HERE}`
      )) as { readonly name: string }[]
      for (const { name } of invalid) {
        const own = name.slice(name.lastIndexOf('.') + 1).replaceAll('"', '')
        if (sql.includes(own)) await query(`DROP INDEX ${name}`)
      }
    }
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
