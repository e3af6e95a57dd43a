import { describe, expect, it } from 'vitest'
import { answerParts, confidenceBand } from './answer'

describe('answerParts', () => {
  it('puts each source behind what was quoted from it', () => {
    expect(answerParts('One.\nTwo.', ['One.', 'Two.'])).toEqual([{ text: 'One.' }, { citation: 1 }, { text: '\nTwo.' }, { citation: 2 }])
  })
  it('turns marks into citations', () => {
    expect(answerParts('A [1] b[2].', ['x', 'y'])).toEqual([{ text: 'A ' }, { citation: 1 }, { text: ' b' }, { citation: 2 }, { text: '.' }])
  })
  it('leaves numbers without a source alone', () => {
    expect(answerParts('Press [3] or [0]', ['x'])).toEqual([{ text: 'Press ' }, { text: '[3]' }, { text: ' or ' }, { text: '[0]' }, { citation: 1 }])
  })
  it('puts the sources at the end when the text has no marks', () => {
    expect(answerParts('Plain.', ['x', 'y'])).toEqual([{ text: 'Plain.' }, { citation: 1 }, { citation: 2 }])
  })
})

describe('confidenceBand', () => {
  it('has three bands', () => {
    expect([0.95, 0.8, 0.79, 0.55, 0.3].map(confidenceBand)).toEqual(['high', 'high', 'medium', 'medium', 'low'])
  })
})
