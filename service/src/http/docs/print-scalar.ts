import { gzipSync } from 'node:zlib'
import scalar from '@scalar/fastify-api-reference'
import Fastify from 'fastify'

// The package holds its script for browsers as one string of 5 MB, and hands it out through a server only.
const app = Fastify()
app.register(scalar, { configuration: { content: {} } })
const { rawPayload } = await app.inject('/reference/js/scalar.js')
process.stdout.write(gzipSync(rawPayload))
