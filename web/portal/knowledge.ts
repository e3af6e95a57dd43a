// Reading the tenant's knowledge base: categories, articles, search, and the assistant.
// The shapes of /customer-portal/* are 001's own (snake_case); they are kept as they come.
import { api, envelope } from '@shared/api/client'
import type { components } from '@shared/api/schema'
import type { Article, ArticleCard, Category, Page } from '@shared/api/types'
import { useTenant } from './tenant'

type Schemas = components['schemas']

export type PortalHit = Schemas['PortalHit']
export type PortalPagination = Schemas['PortalPagination']
export type PortalCitation = Schemas['AiChatCitation']
export type PortalAnswer = Schemas['AiChatAnswer']
export type PortalTurn = Schemas['AiChatTurn']
export type Trending = Schemas['TrendingKeyword']
export interface PortalSearch { data: PortalHit[]; pagination: PortalPagination }

const base = () => `/public/kb/${useTenant().slug}`

export const knowledge = {
  categories: () => api.get<Category[]>(`${base()}/categories`),
  articles: (query: { categoryId?: number; page?: number; size?: number; sort?: string }) => api.get<Page<ArticleCard>>(`${base()}/articles`, query),
  article: (id: number) => api.get<Article>(`${base()}/articles/${id}`),
  rate: (id: number, helpful: boolean) => api.post<unknown>(`${base()}/articles/${id}/helpful`, { helpful }),
  search: (query: { q: string; page: number; size: number; category_id?: number }, signal?: AbortSignal) =>
    envelope<PortalSearch>('GET', '/customer-portal/search', undefined, { query, signal }),
  suggestions: (q: string, signal?: AbortSignal) => api.get<string[]>('/customer-portal/search/suggestions', { q }, { signal }),
  trending: () => api.get<Trending[]>('/customer-portal/search/trending'),
  questions: () => api.get<string[]>('/customer-portal/ai-chat/recommendations'),
  ask: (question: string, sessionId: string | null, previous: string[], signal?: AbortSignal) =>
    api.post<PortalAnswer>('/customer-portal/ai-chat', {
      question,
      context: { session_id: sessionId ?? undefined, previous_questions: previous },
      options: { include_recommendations: true, max_results: 5 },
    }, { signal }),
  /** A signed-in customer's own, newest first. */
  asked: () => api.get<PortalTurn[]>('/customer-portal/ai-chat/history', { size: 20 }),
  feedback: (interactionId: string, helpful: boolean) => api.post<unknown>('/customer-portal/ai-chat/feedback', { interaction_id: interactionId, helpful }),
}

/** Categories carry a second name for the other language. */
export function categoryName(category: Pick<Category, 'name' | 'nameEn'>, locale: string): string {
  return locale === 'en' && category.nameEn ? category.nameEn : category.name
}
