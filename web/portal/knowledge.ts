// Reading the tenant's knowledge base: categories, articles, search, and the assistant.
// The shapes of /customer-portal/* are 001's own (snake_case); they are kept as they come.
import { api, envelope } from '@shared/api/client'
import type { Article, ArticleCard, Category, Page } from '@shared/api/types'
import { useTenant } from './tenant'

export interface PortalHit {
  id: number
  title: string
  /** Escaped, with <mark> only. */
  title_highlighted: string
  snippet: string
  category: string | null
  relevance: number
  version: number
}

export interface PortalPagination { page: number; size: number; total: number; pages: number }
export interface PortalSearch { data: PortalHit[]; pagination: PortalPagination }

export interface PortalCitation { article_id: number; version: number; title: string; passage: string; quote: string }
export interface PortalRelated { id: number; title: string; relevance: number; category: string | null }

export interface PortalAnswer {
  answer: string
  /** Share of answers with this figure that turn out right; shown as a band. */
  confidence: number
  session_id: string
  interaction_id: string
  outcome: 'answered' | 'related' | 'none'
  citations: PortalCitation[]
  related_articles: PortalRelated[]
  follow_up_questions?: string[]
  degraded: boolean
}

export interface PortalTurn { interaction_id: string; question: string; outcome: PortalAnswer['outcome']; created_at: string }

export interface Trending { keyword: string; count: number }

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
