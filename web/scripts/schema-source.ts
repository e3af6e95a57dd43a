// The TypeScript of the API contract, as text. Shared by the generator and by the test that finds drift.
import openapiTS, { astToString } from 'openapi-typescript'

export const DOCUMENT = new URL('../../crates/server/openapi.json', import.meta.url)
export const SCHEMA = new URL('../shared/api/schema.d.ts', import.meta.url)

export async function schemaSource(): Promise<string> {
  const nodes = await openapiTS(DOCUMENT, { alphabetize: true, defaultNonNullable: false })
  return `// Generated from crates/server/openapi.json by \`npm run generate\`; do not edit.\n${astToString(nodes)}`
}
