import { expect, test } from 'vitest'
import { add, clock, draw, fromApi, fromFields, gap, isValid, move, readTime, resize, runs, suggest, toApi, type Span } from './hours'

const office: Span[] = [{ start: 540, end: 720 }, { start: 810, end: 1080 }]

test('times come back as they were sent, across midnight and to its stroke', () => {
  for (const interval of [{ start: '09:00', end: '12:30' }, { start: '22:00', end: '06:00' }, { start: '00:00', end: '24:00' }, { start: '18:00', end: '24:00' }]) {
    expect(toApi(fromApi(interval))).toEqual(interval)
  }
  expect(clock(1500)).toBe('01:00')
})

test('times are read as people type them', () => {
  for (const [typed, read] of [['9', '09:00'], ['930', '09:30'], ['0930', '09:30'], ['9:05', '09:05'], ['18：30', '18:30'], ['24:00', '00:00'], ['25', null], ['9:75', null], ['24:30', null], ['', null], ['noon', null]] as const) expect([typed, readTime(typed)]).toEqual([typed, read])
})

test('fields that say nothing make no interval; midnight to midnight is the day', () => {
  expect(fromFields('09:00', '09:00')).toBeNull()
  expect(fromFields('', '09:00')).toBeNull()
  expect(fromFields('00:00', '00:00')).toEqual({ start: 0, end: 1440 })
  expect(fromFields('22:00', '06:00')).toEqual({ start: 1320, end: 1800 })
})

test('drawing snaps and stays between its neighbours', () => {
  expect(gap(office, 750)).toEqual([720, 810])
  expect(gap(office, 600)).toBeNull()
  expect(draw(office, 727, 900)).toEqual({ start: 720, end: 810 })
  expect(draw(office, 1200, 1120)).toEqual({ start: 1125, end: 1200 })
  expect(draw(office, 1200, 1203)).toBeNull()
})

test('whatever is moved or resized stays valid', () => {
  for (let by = -1500; by <= 1500; by += 15) {
    for (const index of [0, 1]) {
      expect(isValid(move(office, index, by))).toBe(true)
      for (const edge of ['start', 'end'] as const) expect(isValid(resize(office, index, edge, by))).toBe(true)
    }
  }
  expect(move(office, 0, 600)).toEqual([{ start: 630, end: 810 }, office[1]])
})

test('a night shift is last of its day', () => {
  const night = add(office, { start: 1320, end: 1800 })
  expect(isValid(night)).toBe(true)
  expect(isValid(add(night, { start: 1380, end: 1400 }))).toBe(false)
})

test('the next interval comes after the last, as long as the day has room', () => {
  expect(suggest([])).toEqual({ start: 540, end: 1080 })
  expect(suggest(office)).toEqual({ start: 1140, end: 1380 })
  expect(suggest([{ start: 0, end: 1440 }])).toBeNull()
})

test('days of the same hours are one run', () => {
  expect(runs([office, office, office, office, office, [], []]).map(([a, b]) => [a, b])).toEqual([[0, 4], [5, 6]])
})
