// Writes shared/api/schema.d.ts from the OpenAPI document that the server's tests keep up to date.
// Run it after a change of contract: npm run generate
import { existsSync, writeFileSync } from 'node:fs'
import { DOCUMENT, SCHEMA, schemaSource } from './schema-source.ts'

if (!existsSync(DOCUMENT)) {
  console.error(`No OpenAPI document at ${DOCUMENT.pathname}: run the server's contract test first.`)
  process.exit(1)
}
writeFileSync(SCHEMA, await schemaSource())
