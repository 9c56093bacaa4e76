import type { DataSource } from 'typeorm'
import { scratchName, withDatabase, type ScratchDatabase } from './scratch-database'

interface Defaults {
  readonly charset: string
  readonly collation: string
}

/** A database with the character set and collation of the real one. */
export function mysqlScratch(admin: DataSource): ScratchDatabase {
  const name = scratchName()
  const drop = async (): Promise<void> => {
    await admin.query(`DROP DATABASE IF EXISTS \`${name}\``)
  }
  return {
    drop,
    async empty() {
      await drop()
      const [{ charset, collation }] = (await admin.query(
        'SELECT @@character_set_database AS `charset`, @@collation_database AS `collation`'
      )) as [Defaults]
      await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET ${charset} COLLATE ${collation}`)
    },
    options: (like) => withDatabase(like, name)
  }
}
