// A colour for each service, the same in every chart; they keep their distance for colour-blind eyes, in both themes.
import type { AiServiceType } from '@shared/api/types'
import { useTheme } from '@shared/theme/theme'
import { computed } from 'vue'

const LIGHT: Record<AiServiceType, string> = { claude: '#c8643c', openai: '#2f55d4', gemini: '#8a5bd0', qwen: '#1d8a7a', deepseek: '#4da3e0', compatible: '#7b8494' }
const DARK: Record<AiServiceType, string> = { claude: '#e8926b', openai: '#88a4ff', gemini: '#b995f0', qwen: '#52c4b0', deepseek: '#7cc4f2', compatible: '#a5aebd' }

export function useServiceColours() {
  const { dark } = useTheme()
  return computed(() => (dark.value ? DARK : LIGHT))
}
