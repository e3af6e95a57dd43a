import { describe, expect, it } from 'vitest'
import type { PortalCitation } from '../../knowledge'
import { answerParts, confidenceBand, sourcesOf } from './answer'

const cite = (article_id: number, quote: string): PortalCitation => ({ article_id, version: 1, title: `Article ${article_id}`, passage: '0', quote })

describe('sourcesOf', () => {
  it('names an article once, with all that was quoted from it', () => {
    const { sources, numbers } = sourcesOf([cite(7, 'a'), cite(9, 'b'), cite(7, 'c'), cite(7, 'a')])
    expect(numbers).toEqual([1, 2, 1, 1])
    expect(sources.map((source) => source.quotes)).toEqual([['a', 'c'], ['b']])
  })
})

describe('answerParts', () => {
  it('puts each source behind what was quoted from it', () => {
    expect(answerParts('One.\nTwo.', [cite(7, 'One.'), cite(9, 'Two.')])).toEqual([{ text: 'One.' }, { source: 1 }, { text: '\nTwo.' }, { source: 2 }])
  })
  it('turns marks into the numbers of their sources', () => {
    expect(answerParts('A [1] b[2].', [cite(7, 'x'), cite(7, 'y')])).toEqual([{ text: 'A ' }, { source: 1 }, { text: ' b' }, { source: 1 }, { text: '.' }])
  })
  it('leaves numbers without a citation alone', () => {
    expect(answerParts('Press [3] or [0]', [cite(7, 'x')])).toEqual([{ text: 'Press ' }, { text: '[3]' }, { text: ' or ' }, { text: '[0]' }, { source: 1 }])
  })
  it('puts the sources at the end when the text has no marks', () => {
    expect(answerParts('Plain.', [cite(7, 'x'), cite(9, 'y')])).toEqual([{ text: 'Plain.' }, { source: 1 }, { source: 2 }])
  })
})

describe('confidenceBand', () => {
  it('has three bands', () => {
    expect([0.95, 0.8, 0.79, 0.55, 0.3].map(confidenceBand)).toEqual(['high', 'high', 'medium', 'medium', 'low'])
  })
})
