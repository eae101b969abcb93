import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Platform } from '@telemark/deployment'
import { type LocalPlatformOptions, localPlatform } from '@telemark/local'

const serviceMain = fileURLToPath(import.meta.resolve('@telemark/service/main'))

/** What must be the same for two cohorts to be compared. */
export const measuredSources = { service: dirname(serviceMain) } as const

/** This machine. The service is handed over as a path: neither imports the other. */
export function platformHere(options: Omit<LocalPlatformOptions, 'serviceMain'>): Platform {
  return localPlatform({ serviceMain, ...options })
}
