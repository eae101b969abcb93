import { before } from 'node:test'
import type { Architecture } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { deployed } from '../../support/deployed.ts'

/** Two, so that one may die; and it can be told whether what both keep agrees. */
const apiTasks = 2

/** Stands `architecture` up with two API tasks before the tests of the calling suite, and takes it down after them. */
export function standing(architecture: Architecture): () => Deployment {
  const deployment = deployed(architecture, { devices: 20 })
  before(() => deployment().setTasks({ api: apiTasks }))
  return deployment
}
