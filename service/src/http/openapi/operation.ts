/** An operation of an OpenAPI document, as far as it is read and completed here. */
export interface Operation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: unknown
  security?: readonly SecurityRequirement[]
  responses: Record<string, unknown>
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>

/** An operation and where it is. */
export interface PlacedOperation {
  /** As OpenAPI writes it: `/api/telemetry/{device_id}`. */
  readonly path: string
  /** In lower case. */
  readonly method: string
  readonly operation: Operation
}

/** Whether a parameter of this kind belongs to `operation`. */
export function hasParameter({ parameters = [] }: Operation, kind: Parameter['in']): boolean {
  return parameters.some((parameter) => parameter.in === kind)
}
