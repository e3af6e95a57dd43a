// An application beside the customer as it is: one row a field, and which of them would change.
import type { ArchiveApplication, Customer, RevealedProposal } from '@shared/api/types'

export interface ProposalRow { key: string; label?: string; now: string | null; wanted: string | null; changed: boolean; isNew?: boolean }

const PERSON = ['name', 'gender', 'phone', 'landline', 'email', 'position', 'department', 'emergencyPhone', 'duty'] as const
const SENSITIVE = ['phone', 'landline', 'email', 'emergencyPhone'] as const
const ORGANIZATION = ['creditCode', 'region', 'address', 'phone', 'industry', 'size', 'businessScope', 'cooperationLevel', 'contractNote'] as const
const LABELS: Partial<Record<(typeof ORGANIZATION)[number], string>> = { phone: 'organizationPhone', cooperationLevel: 'cooperation', contractNote: 'contract' }

export function proposalRows(application: Pick<ArchiveApplication, 'proposal' | 'organization' | 'status'>, customer: Customer | null, revealed: RevealedProposal | null): ProposalRow[] {
  const { person, newOrganization } = application.proposal
  const rows: ProposalRow[] = PERSON.map((key) => {
    const shown = SENSITIVE.find((one) => one === key)
    const asked = (shown && revealed?.[shown]) ?? person[key]
    const now = customer?.[key] ?? null
    // What is not asked for stays. A masked value cannot be told from another with the same mask: both are shown.
    return { key, now, wanted: asked ?? now, changed: asked !== null && person[key] !== now }
  })
  const own = customer?.organization?.name ?? null
  const wanted = newOrganization?.name ?? application.organization?.name ?? own
  rows.push({ key: 'organization', now: own, wanted, changed: wanted !== own, isNew: newOrganization !== null })
  if (newOrganization) {
    for (const key of ORGANIZATION) {
      const plain = key === 'creditCode' ? revealed?.creditCode : key === 'phone' ? revealed?.organizationPhone : null
      const value = plain ?? newOrganization[key]
      if (value) rows.push({ key: `organization.${key}`, label: LABELS[key] ?? key, now: null, wanted: value, changed: true })
    }
  }
  // What nobody knows and nobody asks for tells a reviewer nothing.
  return rows.filter((row) => row.now !== null || row.wanted !== null).map((row) => (row.key === 'organization.size' ? { ...row, key: 'size' } : row))
}
