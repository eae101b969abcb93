import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reportSchema } from '@telemark/bench'
import { root } from './root.ts'

await writeFile(join(root, 'bench/report.schema.json'), `${JSON.stringify(reportSchema, undefined, 2)}\n`)
