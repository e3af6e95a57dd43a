import type { ArticleCard } from '@shared/api/types'

export const ARTICLE_TONES = { draft: 'info', published: 'success', unpublished: 'warning', archived: 'info' } as const satisfies Record<ArticleCard['status'], string>
