import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateOpenApi } from '@telemark/service/openapi'
import { root } from './root.ts'

await writeFile(join(root, 'service/openapi.json'), await generateOpenApi())
