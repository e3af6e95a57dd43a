import type { ArchiveApplication, Customer } from '@shared/api/types'
import { expect, test } from 'vitest'
import { proposalRows } from './proposal'

const nobody = { name: null, gender: null, phone: null, landline: null, email: null, position: null, department: null, emergencyPhone: null, duty: null }
const customer = { name: '小王', gender: null, phone: '138****0001', landline: null, email: null, position: '科员', department: null, emergencyPhone: null, duty: null, organization: { id: 1, name: '城东卫生院' } } as unknown as Customer
const asking = (proposal: Partial<ArchiveApplication['proposal']>) => ({ status: 'submitted' as const, organization: null, proposal: { person: nobody, organizationId: null, newOrganization: null, relations: [], ...proposal } })
const row = (rows: ReturnType<typeof proposalRows>, key: string) => rows.find((one) => one.key === key)

test('a field that is not asked for stays, and one that is is marked', () => {
  const rows = proposalRows(asking({ person: { ...nobody, name: '王芳' } }), customer, null)
  expect(row(rows, 'name')).toMatchObject({ now: '小王', wanted: '王芳', changed: true })
  expect(row(rows, 'position')).toMatchObject({ now: '科员', wanted: '科员', changed: false })
  expect(row(rows, 'organization')).toMatchObject({ wanted: '城东卫生院', changed: false, isNew: false })
})

test('a new organization is shown with what is known of it', () => {
  const made = { name: '城西医院', creditCode: '9135**********0Y43', region: null, address: null, phone: null, industry: null, size: 'small' as const, businessScope: null, cooperationLevel: null, contractNote: null, version: null }
  const rows = proposalRows(asking({ newOrganization: made }), customer, null)
  expect(row(rows, 'organization')).toMatchObject({ now: '城东卫生院', wanted: '城西医院', changed: true, isNew: true })
  expect(row(rows, 'size')).toMatchObject({ wanted: 'small', label: 'size' })
  expect(rows.some((one) => one.label === 'region')).toBe(false)
})
