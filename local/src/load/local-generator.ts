import type { FleetDevice, Load, LoadRun, Machine } from '@telemark/deployment'
import { allowedCpus, pinSelf, splitCpus } from '../cpus.ts'
import { writeFleetFile } from '../deployment/fleet-file.ts'
import { loads } from '../deployment/loads.ts'
import { ensureTools } from '../install/ensure-tools.ts'
import { describeMachine } from '../machine.ts'
import { openRun } from '../process/run-folder.ts'
import { envelopeSampler } from '../readings/envelopes.ts'
import { machineSampler } from '../readings/machine.ts'
import type { Sampler } from '../readings/sampler.ts'

/** What a load is sent to. */
export interface LoadTarget {
  readonly baseUrl: URL
  readonly fleet: readonly FleetDevice[]
  readonly operatorKey: string
}

/** k6 on this machine, for one target. Disposing kills what runs. */
export interface Generator extends AsyncDisposable {
  /** Of k6. */
  readonly version: string
  start(load: Load, signal: AbortSignal): Promise<LoadRun>
  /** The CPU of k6, and what others took of this machine's. */
  readonly samplers: readonly Sampler[]
}

/** This machine as the place of a load generator, whose targets stand elsewhere. */
export interface LocalGenerator {
  machine(): Promise<Machine>
  /** Installs k6 first where it is missing. */
  open(target: LoadTarget): Promise<Generator>
}

/**
 * k6 keeps to the cores that it has when the targets stand here, so that what is calibrated holds for both; with it the bench, which
 * reads its rows. To be made before anything pins this process.
 */
export function localGenerator(report: (line: string) => void): LocalGenerator {
  const cpus = splitCpus(allowedCpus())
  return {
    machine: () => describeMachine(cpus),
    open: async (target) => {
      await pinSelf(cpus.generator)
      return openGenerator(target, { cpus: cpus.generator, report })
    },
  }
}

async function openGenerator(
  { fleet, ...target }: LoadTarget,
  { cpus, report }: { readonly cpus: readonly number[]; report(line: string): void },
): Promise<Generator> {
  const { k6 } = await ensureTools(['k6'], report)
  await using opened = new AsyncDisposableStack()
  const run = opened.use(await openRun())
  const cwd = await run.folder('load')
  const fleetFile = await writeFleetFile(cwd, fleet)
  const running = opened.use(loads(run, { k6, target: { ...target, fleetFile }, cwd, cpus }))
  const measured = () => running.envelopes().map((envelope, index) => ({ task: index + 1, envelope }))
  const kept = opened.move()
  return {
    version: k6.version,
    start: (load, signal) =>
      running.start({ ...load, environment: { ...authorities(), ...load.environment } }, signal),
    samplers: [machineSampler, envelopeSampler('loadGenerator', measured)],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Where Go finds the authorities whose certificates k6 accepts, if somebody has said so. */
function authorities(): Readonly<Record<string, string>> {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folder } = process.env
  return { ...(file && { SSL_CERT_FILE: file }), ...(folder && { SSL_CERT_DIR: folder }) }
}
