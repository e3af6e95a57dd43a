// Figures as people read them: money in the tenant's currency, tokens, shares, times.
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'

export function useFigures(currency: MaybeRefOrGetter<string | undefined>) {
  const { locale } = useI18n()
  const code = computed(() => toValue(currency) ?? 'CNY')
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale.value, options)
  const money = computed(() => format({ style: 'currency', currency: code.value, currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 2 }))
  // A single call costs less than a cent.
  const small = computed(() => format({ style: 'currency', currency: code.value, currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 6 }))
  const compact = computed(() => format({ notation: 'compact', maximumFractionDigits: 1 }))
  // What an axis has room for.
  const short = computed(() => format({ style: 'currency', currency: code.value, currencyDisplay: 'narrowSymbol', notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2 }))
  const whole = computed(() => format({ maximumFractionDigits: 0 }))
  const share = computed(() => format({ style: 'percent', maximumFractionDigits: 1 }))

  return {
    money: (amount: string | number) => money.value.format(Number(amount)),
    short: (amount: number) => short.value.format(amount),
    /** With the places that a small amount needs. */
    exact: (amount: string | number) => (Math.abs(Number(amount)) >= 1 ? money : small).value.format(Number(amount)),
    compact: (value: number) => compact.value.format(value),
    whole: (value: number) => whole.value.format(value),
    percent: (value: number) => share.value.format(value / 100),
    ms: (value: number) => (value >= 1_000 ? `${format({ maximumFractionDigits: 1 }).format(value / 1000)} s` : `${whole.value.format(value)} ms`),
  }
}
