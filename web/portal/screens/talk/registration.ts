// What a person must give to be registered, checked before it is sent. The server checks again.

export interface RegistrationForm { name: string; phone: string; organization: string; position: string; topic: string; password: string }
export type FieldName = keyof RegistrationForm
/** Catalogue key and its values. */
export interface Complaint { key: string; values?: Record<string, number> }

export const LIMITS = { name: 120, organization: 200, position: 120, topic: 500, password: 128 } as const
export const MIN_PASSWORD = 8

export function emptyRegistration(): RegistrationForm {
  return { name: '', phone: '', organization: '', position: '', topic: '', password: '' }
}

/** People type spaces and dashes; full-width digits come from Chinese keyboards. */
export function normalPhone(phone: string): string {
  return phone.normalize('NFKC').replace(/[\s-]+/g, '')
}

/** A mainland mobile number, a landline with its area code, or an international one with its plus sign. */
export function validPhone(phone: string): boolean {
  const digits = normalPhone(phone)
  return /^(?:(?:\+86)?1[3-9]\d{9}|0\d{9,11}|\+\d{7,15})$/.test(digits)
}

export function checkRegistration(form: RegistrationForm): Partial<Record<FieldName, Complaint>> {
  const found: Partial<Record<FieldName, Complaint>> = {}
  if (!form.name.trim()) found.name = { key: 'talk.nameRequired' }
  if (!form.phone.trim()) found.phone = { key: 'talk.phoneRequired' }
  else if (!validPhone(form.phone)) found.phone = { key: 'talk.phoneInvalid' }
  if (form.password && form.password.length < MIN_PASSWORD) found.password = { key: 'talk.passwordShort', values: { min: MIN_PASSWORD } }
  for (const [field, max] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    if (form[field].length > max) found[field] = { key: 'talk.fieldLong', values: { max } }
  }
  return found
}
