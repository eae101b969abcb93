import { Type } from 'typebox'

const defaultLimit = 100
/** Of a page. */
export const maxLimit = 1000

/** What the limit of a page is, for people. */
export const limitForm = `an integer from 1 to ${maxLimit} (${defaultLimit} if left out)`

/** How many items a page has. Text, as every query parameter is. */
export const limitSchema = Type.String({
  pattern: '^([1-9][0-9]{0,2}|1000)$',
  description: limitForm,
})

/** How many items that are. */
export function limitOf(sent: string | undefined): number {
  return sent === undefined ? defaultLimit : Number(sent)
}

/** Where a page begins. */
export const cursorSchema = Type.String({ description: 'the next_cursor of another page' })

/** The page before the one that `next_cursor` begins, with what else it says. */
export function pageSchema(item: Type.TSchema, more: Readonly<Record<string, Type.TSchema>> = {}) {
  return Type.Object({
    items: Type.Array(item),
    next_cursor: Type.Union([Type.String(), Type.Null()], {
      description: 'The cursor of the next page; null on the last one',
    }),
    ...more,
  })
}
