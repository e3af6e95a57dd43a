// The state of the segment editor: what is on the server, what is typed, and what the server would be asked.
import { ApiError, api } from '@shared/api/client'
import type { NewSegment, Segment, SegmentRules } from '@shared/api/types'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSubmit } from '../../submit'
import { freshRow, toCondition, toRow, type Row } from './conditions'

const DUPLICATE = 10012

export function useSegmentForm(id: Ref<number | null>) {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, fields, run } = useSubmit()
  const segment = useQuery({
    queryKey: ['segments', id],
    queryFn: () => api.get<Segment>(`/customer-segments/${id.value ?? 0}`),
    enabled: computed(() => id.value !== null),
    // What is being typed must not be replaced because the window got the focus again.
    refetchOnWindowFocus: false,
  })

  const form = reactive({ name: '', description: '', matches: 'all' as SegmentRules['matches'], rows: [] as Row[] })
  const saved = reactive({ text: '', version: null as number | null })
  const rules = computed<SegmentRules>(() => ({ matches: form.matches, conditions: form.rows.map(toCondition).filter((condition) => condition !== null) }))
  const open = computed(() => form.rows.length - rules.value.conditions.length)
  const snapshot = () => JSON.stringify([form.name, form.description, form.matches, form.rows.map((row) => toCondition(row) ?? row.field)])
  const dirty = computed(() => snapshot() !== saved.text)
  const ready = computed(() => form.name.trim() !== '' && form.rows.length > 0 && open.value === 0)

  function fill(source: Segment | null) {
    Object.assign(form, { name: source?.name ?? '', description: source?.description ?? '', matches: source?.rules.matches ?? 'all', rows: source ? source.rules.conditions.map(toRow) : [freshRow()] })
    Object.assign(saved, { text: snapshot(), version: source?.version ?? null })
  }
  fill(null)
  watch(() => segment.data.value, (loaded) => { if (loaded) fill(loaded) }, { immediate: true })

  async function save(): Promise<Segment | undefined> {
    const body: NewSegment = { name: form.name.trim(), description: form.description.trim(), rules: rules.value, version: saved.version ?? undefined }
    const target = id.value
    const result = await run(
      () => (target === null ? api.post<Segment>('/customer-segments', body) : api.put<Segment>(`/customer-segments/${target}`, body)),
      (error) => {
        if (!(error instanceof ApiError) || error.code !== DUPLICATE) return false
        fields.value = { name: t('segments.nameTaken') }
        return true
      },
    )
    if (!result) return undefined
    saved.text = snapshot()
    client.removeQueries({ queryKey: ['segments', target] })
    await client.invalidateQueries({ queryKey: ['list', '/customer-segments'] })
    return result
  }

  return { segment, form, rules, open, dirty, ready, fields, busy, save }
}
