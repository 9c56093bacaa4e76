import type { DataSource } from 'typeorm'
import { describeEngines } from './engine'

describeEngines(
  (engine) => {
    let dataSource: DataSource
    beforeEach(async () => {
      dataSource = await engine.open({ entities: [] })
    })

    const one = async (sql: string, parameters?: unknown[]): Promise<unknown> => {
      const [row] = await dataSource.query<{ value: unknown }[]>(
        `SELECT ${sql} AS value`,
        parameters
      )
      return row!.value
    }
    const noon = new Date('1940-12-13T12:00:00.250Z')

    it.each<[string, string, unknown]>([
      ['a timestamp', "timestamp '1940-12-13 12:00:00.25'", noon],
      ['a timestamp of another zone', "timestamptz '1940-12-13 13:00:00.25+01'", noon],
      ['timestamps', "ARRAY[timestamp '1940-12-13 12:00:00.25', NULL]", [noon, null]],
      ['a date before Christ', "timestamp '0044-03-15 00:00:00 BC'", new Date('-000043-03-15')],
      ['no end', "timestamp 'infinity'", Infinity]
    ])('reads %s in UTC', async (_case, sql, expected) => {
      expect(await one(sql)).toEqual(expected)
    })

    it.each<[string, string, unknown]>([
      ['a timestamp', '$1::timestamp::text', noon],
      ['a timestamp with a zone', "($1::timestamptz AT TIME ZONE 'UTC')::text", noon],
      ['timestamps', '($1::timestamp[])[2]::text', [null, noon]]
    ])('writes %s in UTC', async (_case, sql, value) => {
      expect(await one(sql, [value])).toBe('1940-12-13 12:00:00.25')
    })

    it('takes the time of the server in UTC', async () => {
      expect(await one("current_setting('TimeZone')")).toBe('UTC')
    })

    it('makes UUIDs without an extension', async () => {
      expect(await one('gen_random_uuid()')).toMatch(/^[\da-f-]{36}$/)
    })
  },
  ({ kind }) => kind === 'postgres'
)
