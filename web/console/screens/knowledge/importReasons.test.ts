import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileProblem, outcomeOf, reasonOf } from './importReasons'

const catalogue = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../locales/zh-CN/knowledge.json'), 'utf8')) as { reason: Record<string, string> }

describe('reasons of a refused row', () => {
  // The sentences of crates/knowledge/src/imports, read from the source: a new one there is missed here.
  const source = ['rows.rs', 'model.rs', 'job.rs', 'receive.rs'].map((file) => readFileSync(resolve(import.meta.dirname, '../../../../crates/knowledge/src/imports', file), 'utf8').split('#[cfg(test)]')[0] ?? '').join('\n')
  const said = [...source.matchAll(/"((?:is|has|opens|the first|the id|the category|cannot|must be|needs)\b(?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replaceAll('\\"', '"'))
  const sentences = said.filter((text) => !['has too many fields'].includes(text)).map((text) => text.replace(/\{[A-Z_]+\}/g, '64').replace(/\{\w*\}/g, 'x'))

  it('are all known', () => {
    expect(sentences.length).toBeGreaterThan(10)
    expect(sentences.filter((text) => reasonOf(text) === null)).toEqual([])
    expect(reasonOf('the title is longer than 200 characters')).toEqual({ key: 'titleTooLong', values: { max: '200' } })
    expect(reasonOf('is not JSON: key must be a string at line 1 column 2')).toEqual({ key: 'notJsonAt', values: { column: '2' } })
    expect(reasonOf('something new')).toBeNull()
  })
  it('can all be said', () => {
    expect(sentences.map((text) => reasonOf(text)?.key ?? '').filter((key) => !(key in catalogue.reason))).toEqual([])
  })
})

it('refuses files that cannot be imported before they travel', () => {
  expect(fileProblem({ name: 'kb.xlsx', size: 10 })).toBe('wrongType')
  expect(fileProblem({ name: 'kb.csv', size: 0 })).toBe('emptyFile')
  expect(fileProblem({ name: 'KB.JSONL', size: 10 })).toBeNull()
})

it('does not call an import done that brought nothing', () => {
  expect(outcomeOf({ status: 'done', imported: 0, failed: 3 })).toBe('nothing')
  expect(outcomeOf({ status: 'done', imported: 2, failed: 1 })).toBe('partly')
  expect(outcomeOf({ status: 'done', imported: 0, failed: 0 })).toBe('empty')
  expect(outcomeOf({ status: 'done', imported: 2, failed: 0 })).toBeNull()
  expect(outcomeOf({ status: 'running', imported: 0, failed: 3 })).toBeNull()
})
