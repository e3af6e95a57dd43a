// A list of choices that the tenant keeps, with names in the reader's language. A code that was taken off
// the list shows as itself.
import { api } from '@shared/api/client'
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

interface Item { code: string; nameZh: string; nameEn: string }

export function useDictionary(dictionary: 'problem_type' | 'business_type') {
  const { locale } = useI18n()
  const query = useQuery({ queryKey: ['dictionaries', dictionary], queryFn: () => api.get<Item[]>(`/dictionaries/${dictionary}/items`), staleTime: 5 * 60_000, retry: false })
  const options = computed(() => (query.data.value ?? []).map((item) => ({ value: item.code, label: locale.value === 'en' ? item.nameEn : item.nameZh })))
  const name = (code: string) => options.value.find((option) => option.value === code)?.label ?? code
  return { options, name }
}
