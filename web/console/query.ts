// Server state. Refusals are final; only failures that may pass by themselves are tried again.
import { ApiError } from '@shared/api/client'
import { QueryClient } from '@tanstack/vue-query'

const mayPass = (error: unknown) => !(error instanceof ApiError) || error.status === 0 || error.status >= 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => count < 2 && mayPass(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
