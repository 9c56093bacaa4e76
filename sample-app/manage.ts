import { NuagesError } from 'nuages'
import { commands } from './database/commands'
import { DATABASE } from './settings'

// `npm run gazette:migrate -- 0002` ends here as `manage.js migrate 0002`
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const run = commands.get(name)
  if (run === undefined) {
    const known = [...commands.keys()].join(', ')
    throw new NuagesError('GAZETTE_UNKNOWN_COMMAND', `There is no command "${name}".`, known)
  }
  console.log(await run(DATABASE, args))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(isMistake(error) ? error.message : error)
  process.exitCode = 1
})

/** Whether the message says enough: an error of ours, or an option that there is not. */
function isMistake(error: unknown): error is Error {
  if (error instanceof NuagesError) return true
  return error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code))
}
