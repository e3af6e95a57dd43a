// @vitest-environment node
// The generated types must match the OpenAPI document, or the browser and the server speak different languages.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DOCUMENT, SCHEMA, schemaSource } from './schema-source.ts'

// Until the server writes its first document there is nothing to compare with.
test.runIf(existsSync(DOCUMENT))('schema.d.ts is what the OpenAPI document says', { timeout: 60_000 }, async () => {
  const now = existsSync(SCHEMA) ? readFileSync(SCHEMA, 'utf8') : ''
  expect(now, 'run: npm run generate').toBe(await schemaSource())
})
