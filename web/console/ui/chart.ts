// ECharts with only the parts we draw, in our colours. Import this file lazily: it is the heaviest one.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useTheme } from '@shared/theme/theme'
import { computed } from 'vue'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** The tokens' colours as values (a canvas knows no CSS variables); follows the theme. */
export function useChartColours() {
  const { dark } = useTheme()
  return computed(() => dark.value
    ? { primary: '#88a4ff', danger: '#ff8f8a', warning: '#e8b04b', text: '#98a2b3', line: '#2b3341', surface: '#1c222d', strong: '#e8ebf1' }
    : { primary: '#2f55d4', danger: '#c2272d', warning: '#8f5a00', text: '#616b7c', line: '#e3e6ec', surface: '#ffffff', strong: '#1a2230' })
}
