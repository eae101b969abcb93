const tlsCodes = /CERT|TLS|SSL|SIGNATURE|ISSUER/

/** Why a request got no answer and what to do, from what `fetch` threw. */
export function sayUnreachable(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = codeOf(cause)
  const found = cause instanceof Error && cause.message !== '' ? cause.message : code || String(cause)
  if (tlsCodes.test(code))
    return `its certificate is not accepted (${code}: ${found}). Give the name that it is made out to; one of an own authority is accepted with NODE_EXTRA_CA_CERTS for this process and SSL_CERT_FILE for k6.`
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return 'it gave no answer in time. Does it run, and can it be reached from here?'
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `its name is not known (${found}). Is it spelled correctly?`
    case 'ECONNREFUSED':
      return `nothing listens there (${found}). Does it run, on this port?`
    default:
      return `${found}. Does it run, and can it be reached from here?`
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
