import { expect, test } from 'vitest'
import { blankOrganization, formOf, requestOf } from './organizationForm'

test('masked fields are never sent back as if they were real', () => {
  const form = formOf({ name: '城东卫生院', creditCode: '9135**********0Y43', phone: '057*****6666', region: '华东区', size: 'small' })
  const request = requestOf(form)
  expect(request.creditCode).toBeUndefined()
  expect(request.phone).toBeUndefined()
  expect(request).toMatchObject({ name: '城东卫生院', region: '华东区', size: 'small' })
})

test('an empty field is left out and blanks around are not kept', () => {
  expect(requestOf({ ...blankOrganization(), name: ' 城东 ', address: '  ' })).toEqual({ name: '城东' })
})
