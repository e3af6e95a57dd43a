import { expect, it } from 'vitest'
import { mainMove } from './ticketModel'

it('offers the move that leads on as the button', () => {
  expect(mainMove(['processing', 'cancelled'])).toBe('processing')
  expect(mainMove(['waiting_customer', 'pending_review', 'resolved', 'pending', 'cancelled'])).toBe('resolved')
  expect(mainMove(['closed'])).toBe('closed')
  expect(mainMove(['closed', 'processing'])).toBe('closed')
  expect(mainMove([])).toBeNull()
})
