// The teams that an application asks for, as its form has them. Pure.
import type { ArchiveApplication, ArchiveCustomer } from '@shared/api/types'

type Asked = ArchiveApplication['proposal']['relations'][number]

export interface WantedTeam {
  /** Tells the rows of the form apart. */
  key: number
  teamId: number | undefined
  /** By name, when it was picked from the recommended ones. */
  team?: { id: number; name: string }
  priority: Asked['priority']
  rank: number
  problemTypes: string[]
  businessTypes: string[]
  validUntil: Date | null
}

/** The first team is the primary one; who comes later is asked after those before. */
export function blankTeam(before: readonly WantedTeam[], team?: { id: number; name: string }): WantedTeam {
  const seconds = before.filter((one) => one.priority === 'secondary').length
  return {
    key: Math.max(0, ...before.map((one) => one.key)) + 1, teamId: team?.id, team, priority: before.some((one) => one.priority === 'primary') ? 'secondary' : 'primary',
    rank: seconds + 1, problemTypes: [], businessTypes: [], validUntil: null,
  }
}

export const teamsOf = (asked: readonly Asked[]): WantedTeam[] => asked.map((one, n) => ({
  key: n + 1, teamId: one.teamId, priority: one.priority, rank: one.rank, problemTypes: [...one.problemTypes], businessTypes: [...one.businessTypes],
  validUntil: one.validUntil ? new Date(one.validUntil) : null,
}))

/** Rows without a team are not asked for. */
export const requestedTeams = (wanted: readonly WantedTeam[]): NonNullable<ArchiveCustomer['relations']> => wanted.flatMap((one) => (one.teamId === undefined ? [] : [{
  teamId: one.teamId, priority: one.priority, rank: one.rank, problemTypes: one.problemTypes, businessTypes: one.businessTypes, validUntil: one.validUntil?.toISOString(),
}]))
