// What the signed-in person may open: the source of the sidebar, the home page's links and the jump box.
import { useSession } from '@shared/session'
import { computed } from 'vue'
import { SECTIONS, type NavEntry } from './area'
import { areas } from './router'

const order = (entry: NavEntry) => SECTIONS.indexOf(entry.section) * 1000 + entry.order
const entries = areas.flatMap((area) => area.nav).sort((a, b) => order(a) - order(b))

export function useNavigation() {
  const { can } = useSession()
  return { entries, visible: computed(() => entries.filter((entry) => entry.can === 'self' || can(entry.can))) }
}
