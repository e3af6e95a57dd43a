// Which relation is being edited, ended or looked back at.
import type { Relation } from '@shared/api/types'
import { useSession } from '@shared/session'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'

export function useRelationActions() {
  const { t } = useI18n()
  const { can } = useSession()
  const subject = ref<Relation | null>(null)
  const [editing, ending, looking] = [ref(false), ref(false), ref(false)]
  const mayWrite = computed(() => can('teams:write'))

  function start(action: 'edit' | 'end' | 'history', relation: Relation) {
    subject.value = relation
    editing.value = action === 'edit'
    ending.value = action === 'end'
    looking.value = action === 'history'
  }
  const menu = (relation: Relation) => (mayWrite.value && relation.state !== 'ended' ? [{ key: 'history', label: t('relations.history') }, { key: 'end', label: t('relations.end'), danger: true }] : [{ key: 'history', label: t('relations.history') }])
  const pick = (key: string, relation: Relation) => { start(key as 'history' | 'end', relation) }
  const historyPath = computed(() => `/customer-team-relations/${subject.value?.id ?? 0}/history`)
  return { subject, editing, ending, looking, mayWrite, start, menu, pick, historyPath }
}
