import { Type } from 'typebox'
import { amount, cohortSchema, warnings, whole } from '../record/schema.ts'
import { cell } from './schema/cell.ts'
import { cost, dollarOptimal, flips, sizeModels } from './schema/cost.ts'
import { definitions } from './schema/definitions.ts'
import { hold, laws, load, stress, timeline } from './schema/loads.ts'
import { claim, smoothness, verdict } from './schema/verdict.ts'

/** Of `report.json`, and the value of its `$schema`. The number rises when a field is taken away or means something else. */
export const reportSchemaId = 'urn:telemark:schema:report:1'

/** What `report.json` is; published as `bench/report.schema.json`. Fields may be added, so that unknown ones are allowed. */
export const reportSchema = Type.Object(
  {
    $schema: Type.Literal(reportSchemaId),
    command: Type.String({ description: 'Does the same comparison again.' }),
    sentences: Type.Array(Type.String(), { description: 'The verdict, for people.' }),
    cohort: Type.Object({ version: whole, ...cohortSchema.properties }),
    workloads: Type.Array(
      Type.Object({ workload: Type.String(), commonRate: Type.Optional(amount), cells: Type.Array(cell) }),
    ),
    stress: Type.Array(stress),
    holds: Type.Array(hold),
    loads: Type.Array(load),
    claims: Type.Array(claim),
    laws,
    smoothness: Type.Array(smoothness),
    cost,
    flips,
    dollarOptimal: Type.Optional(Type.Array(dollarOptimal)),
    sizeModels,
    timelines: Type.Array(timeline),
    verdict,
    warnings,
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: reportSchemaId,
    title: 'Telemark: report of a comparison',
    description: 'Rates are requests a second, shares between 0 and 1, moments milliseconds since the epoch.',
    $defs: definitions,
  },
)
