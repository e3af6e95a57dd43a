// The tenant's AI settings: currency, charge rate, budget.
import { api } from '@shared/api/client'
import type { AiSettings } from '@shared/api/types'
import { useQuery } from '@tanstack/vue-query'

export const useAiSettings = () => useQuery({ queryKey: ['ai', 'settings'], queryFn: () => api.get<AiSettings>('/ai/settings'), staleTime: 60_000 })
