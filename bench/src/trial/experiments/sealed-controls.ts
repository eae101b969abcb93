import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from '../../plan/plan.ts'
import { readRecord } from '../../record/read-record.ts'
import { type ControlAssignment, recordVersion, type SealedControls } from '../../record/record.ts'
import { controlAssignmentSchema } from '../../record/schema.ts'
import { sealOfControls } from '../../record/seal-of-controls.ts'
import { writeJson } from '../../record/write-json.ts'
import { controlArms } from './control-arms.ts'

/** Holds the assignment from the start: a cohort that is killed and resumed must not lose its salt. No report reads it. */
const fileName = 'controls.sealed.json'

/** Writes which arm will have which defect, and gives what may be told of it; undefined where `plan` plants nothing. */
export async function sealControls(plan: Plan, folder: string): Promise<SealedControls | undefined> {
  const controls = controlArms(plan)
  if (controls === undefined) return undefined
  const assignment = { salt: randomBytes(16).toString('hex'), arms: controls.arms }
  await writeJson(folder, fileName, { version: recordVersion, ...assignment })
  return { sha256: sealOfControls(assignment) }
}

/** What was sealed in `folder`, for the record of the end; undefined where nothing was. */
export async function revealControls(folder: string): Promise<ControlAssignment | undefined> {
  if (!(await readdir(folder)).includes(fileName)) return undefined
  const { salt, arms } = await readRecord<ControlAssignment>(join(folder, fileName), controlAssignmentSchema)
  return { salt, arms }
}
