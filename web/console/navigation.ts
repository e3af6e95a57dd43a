// What the signed-in person may open: the source of the sidebar, the home page's links and the jump box.
import { useSession } from '@shared/session'
import { computed } from 'vue'
import { SECTIONS, type NavEntry } from './area'
import { areas } from './router'

const order = (entry: NavEntry) => SECTIONS.indexOf(entry.section) * 1000 + entry.order
const entries = areas.flatMap((area) => area.nav).sort((a, b) => order(a) - order(b))

/** The entries of who holds these permissions: of the signed-in person, or of a role that is looked at. */
export function visibleTo(holds: (code: string) => boolean): NavEntry[] {
  return entries.filter(({ can }) => can === 'self' || (typeof can === 'string' ? [can] : can).some(holds))
}

export function useNavigation() {
  const { can } = useSession()
  return { entries, visible: computed(() => visibleTo(can)) }
}
