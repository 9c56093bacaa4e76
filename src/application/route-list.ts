import type { RouteRecord } from '../routing/route-record'

/** The routes of an application in the order of matching; as text (`console.log(app.routes)`) they are a table. */
export type RouteList = readonly RouteRecord[]

export function createRouteList(records: readonly RouteRecord[]): RouteList {
  const list = [...records]
  const toText = { value: () => formatRoutes(records) }
  Object.defineProperties(list, {
    toString: toText,
    [Symbol.for('nodejs.util.inspect.custom')]: toText
  })
  return Object.freeze(list)
}

/** One line a route: methods, path, name, and the action that answers. */
function formatRoutes(records: readonly RouteRecord[]): string {
  const rows = records.map((record) => [
    record.methods.join(','),
    record.path,
    record.name,
    actionOf(record)
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}

function actionOf({ controller, action, isMethod }: RouteRecord): string {
  const name = (controller as { readonly name?: string }).name || 'function'
  return isMethod ? `${name}.${action}()` : `${name}()`
}
