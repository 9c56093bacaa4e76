import { NotFound, type HttpRequest } from 'nuages'

/** Anything that can be counted and cut: a query set can. */
export interface Listed<T> {
  count(): Promise<number>
  slice(start: number, end: number): PromiseLike<T[]>
}

/** Some of many rows, and where they stand among them. */
export interface Page<T> {
  readonly items: readonly T[]
  /** From 1. */
  readonly number: number
  /** How many pages there are; an empty list has one. */
  readonly pages: number
  readonly limit: number
  readonly total: number
}

/** Page `number` of a list; `NotFound` beyond its end. */
export async function paginate<T>(
  list: Listed<T>,
  number: number,
  limit: number
): Promise<Page<T>> {
  const total = await list.count()
  const pages = Math.max(1, Math.ceil(total / limit))
  if (number > pages) throw new NotFound(`There is no page ${number}: the last one is ${pages}.`)
  const start = (number - 1) * limit
  const items = await list.slice(start, start + limit)
  return { items, number, pages, limit, total }
}

/** The page that `?page=` asks for: the first without it, `NotFound` where it is no number from 1. */
export function pageNumber(request: HttpRequest): number {
  const text = request.searchParams.get('page') ?? '1'
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new NotFound('Pages are numbered from 1.')
}
