// The state of the article editor: what is on the server, what is typed, and what differs.
import { api } from '@shared/api/client'
import type { Article, NewArticle } from '@shared/api/types'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, watch, type Ref } from 'vue'
import { useSubmit } from '../../submit'

export function useArticleForm(id: Ref<number | null>) {
  const client = useQueryClient()
  const { busy, fields, run } = useSubmit()
  const article = useQuery({
    queryKey: ['articles', id],
    queryFn: () => api.get<Article>(`/kb/articles/${id.value ?? 0}`),
    enabled: computed(() => id.value !== null),
    // What is being typed must not be replaced because the window got the focus again.
    refetchOnWindowFocus: false,
  })

  const form = reactive({ title: '', body: '', categoryId: undefined as number | undefined, tags: [] as string[], audience: 'public' as Article['audience'] })
  const saved = reactive({ text: '' })
  const snapshot = () => JSON.stringify([form.title, form.body, form.categoryId ?? null, form.tags, form.audience])
  const dirty = computed(() => snapshot() !== saved.text)

  function fill(source: Article | null) {
    Object.assign(form, { title: source?.title ?? '', body: source?.body ?? '', categoryId: source?.categoryId ?? undefined, tags: [...(source?.tags ?? [])], audience: source?.audience ?? 'public' })
    saved.text = snapshot()
  }
  fill(null)
  watch(() => article.data.value, (loaded) => { if (loaded) fill(loaded) }, { immediate: true })
  watch(id, (now) => { if (now === null) fill(null) })

  async function save(): Promise<Article | undefined> {
    const body: NewArticle = { title: form.title.trim(), body: form.body, categoryId: form.categoryId, tags: form.tags, audience: form.audience, version: article.data.value?.version }
    const target = id.value
    const result = await run(() => (target === null ? api.post<Article>('/kb/articles', body) : api.put<Article>(`/kb/articles/${target}`, body)))
    if (!result) return undefined
    client.setQueryData(['articles', result.id], result)
    fill(result)
    await client.invalidateQueries({ queryKey: ['list', '/kb/articles'] })
    return result
  }

  return { article, form, dirty, fields, busy, save, fill }
}
