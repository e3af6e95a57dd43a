// The portal's look as it is edited, beside what the server holds.
import { ApiError, api } from '@shared/api/client'
import type { PortalConfig, PortalFeature, SetPortalConfig } from '@shared/api/types'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSubmit } from '../../submit'
import { FEATURES, colorProblem, logoProblem } from './look'

const KEY = ['portal', 'config']

export function usePortalForm() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, fields, run } = useSubmit()
  const config = useQuery({ queryKey: KEY, queryFn: () => api.get<PortalConfig>('/customer-portal/config'), refetchOnWindowFocus: false })
  const form = reactive({ title: '', welcome: '', color: '', logo: '', phone: '', email: '', features: [] as PortalFeature[] })
  const saved = reactive({ text: '' })
  const snapshot = () => JSON.stringify(form)
  const dirty = computed(() => snapshot() !== saved.text)

  function fill(source: PortalConfig) {
    const { phone, email } = source.contact_info
    Object.assign(form, { title: source.portal_title, welcome: source.welcome_message, color: source.theme_color, logo: source.logo_url ?? '', phone: phone ?? '', email: email ?? '', features: [...source.enabled_features] })
    saved.text = snapshot()
  }
  watch(() => config.data.value, (loaded) => { if (loaded) fill(loaded) }, { immediate: true })
  const undo = () => { if (config.data.value) fill(config.data.value) }

  const wrong = computed(() => {
    const color = colorProblem(form.color)
    return { title: form.title.trim() === '' ? t('portal.wrong.title') : '', color: color ? t(`portal.wrong.${color}`) : '', logo: logoProblem(form.logo) ? t('portal.wrong.logo') : '' }
  })
  const ready = computed(() => dirty.value && Object.values(wrong.value).every((text) => text === ''))
  const setFeature = (feature: PortalFeature, on: boolean) => { form.features = FEATURES.filter((one) => (one === feature ? on : form.features.includes(one))) }

  async function save(): Promise<boolean> {
    const body: SetPortalConfig = { portal_title: form.title.trim(), welcome_message: form.welcome.trim(), theme_color: form.color.trim(), logo_url: form.logo.trim(), contact_info: { phone: form.phone.trim(), email: form.email.trim() }, enabled_features: form.features }
    const stored = await run(() => api.put<PortalConfig>('/customer-portal/config', body), (error) => error instanceof ApiError && error.errors.length > 0)
    if (!stored) return false
    client.setQueryData(KEY, stored)
    fill(stored)
    return true
  }

  return { config, form, dirty, ready, wrong, fields, busy, save, undo, setFeature }
}
