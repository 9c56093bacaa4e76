import { commands } from './database/commands'
import { DATABASE } from './settings'

// `npm run gazette:migrate -- 0002` ends here as `manage.js migrate 0002`
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const run = commands.get(name)
  if (run === undefined) throw new TypeError(`Commands: ${[...commands.keys()].join(', ')}.`)
  console.log(await run(DATABASE, args))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
