// Publishing and deleting, from the list and from the editor.
import { api } from '@shared/api/client'
import type { Article, ArticleCard } from '@shared/api/types'
import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../confirm'
import { useSubmit } from '../../submit'

export function useArticleActions() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, run } = useSubmit()

  async function refresh(id: number) {
    await client.invalidateQueries({ queryKey: ['list', '/kb/articles'] })
    await client.invalidateQueries({ queryKey: ['articles', id] })
  }

  async function publish(article: Pick<ArticleCard, 'id' | 'title'>, on: boolean): Promise<Article | undefined> {
    if (!on && !(await confirmed(t('knowledge.unpublishAsk', { title: article.title }), t('knowledge.unpublish')))) return undefined
    const changed = await run(() => api.post<Article>(`/kb/articles/${article.id}/${on ? 'publish' : 'unpublish'}`))
    if (changed) ElMessage.success(t(on ? 'knowledge.published' : 'knowledge.unpublished'))
    await refresh(article.id)
    return changed
  }

  async function remove(article: Pick<ArticleCard, 'id' | 'title'>): Promise<boolean> {
    if (!(await confirmed(t('knowledge.deleteAsk', { title: article.title }), t('common.delete')))) return false
    const gone = await run(() => api.del(`/kb/articles/${article.id}`).then(() => true))
    await client.invalidateQueries({ queryKey: ['list', '/kb/articles'] })
    return gone === true
  }

  return { busy, publish, remove, refresh }
}
