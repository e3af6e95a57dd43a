// What the form of an organization holds, and how it becomes a request.
import type { NewOrganization, Organization } from '@shared/api/types'

export const SIZES = ['micro', 'small', 'medium', 'large'] as const
export type Size = (typeof SIZES)[number]

export interface OrganizationForm {
  name: string
  creditCode: string
  region: string
  address: string
  phone: string
  industry: string
  size: Size | ''
  businessScope: string
  cooperationLevel: string
  contractNote: string
}

export const blankOrganization = (): OrganizationForm => ({ name: '', creditCode: '', region: '', address: '', phone: '', industry: '', size: '', businessScope: '', cooperationLevel: '', contractNote: '' })

/** Credit code and phone come masked: their fields stay empty, which leaves them as they are. */
export function formOf(organization: Omit<Partial<Organization>, 'id' | 'version'> & { name: string }): OrganizationForm {
  return {
    ...blankOrganization(), name: organization.name, region: organization.region ?? '', address: organization.address ?? '', industry: organization.industry ?? '',
    size: organization.size ?? '', businessScope: organization.businessScope ?? '', cooperationLevel: organization.cooperationLevel ?? '', contractNote: organization.contractNote ?? '',
  }
}

export function requestOf(form: OrganizationForm): NewOrganization {
  const text = (value: string) => value.trim() || undefined
  return {
    name: form.name.trim(), creditCode: text(form.creditCode), region: text(form.region), address: text(form.address), phone: text(form.phone),
    industry: text(form.industry), size: form.size || undefined, businessScope: text(form.businessScope), cooperationLevel: text(form.cooperationLevel), contractNote: text(form.contractNote),
  }
}
