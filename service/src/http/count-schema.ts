import { Type } from 'typebox'

/** How many there are of what was counted. */
export const countSchema = Type.Object({ count: Type.Integer({ minimum: 0 }) })
