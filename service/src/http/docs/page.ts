const configuration = {
  url: '/api/openapi.json',
  authentication: { preferredSecurityScheme: 'operatorKey' },
  // Nothing leaves the origin, and nothing is offered that would.
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
}

/** The page to try the contract. What it loads and calls is of this origin; `contentSecurityPolicy` holds it to that. */
export const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Telemark API</title>
<link rel="icon" href="data:,">
</head>
<body>
<script id="api-reference" data-configuration='${JSON.stringify(configuration)}'></script>
<script src="/api/docs/scalar.js"></script>
</body>
</html>
`

/** Scalar puts its styles into the page; everything else is as strict as it can be. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
