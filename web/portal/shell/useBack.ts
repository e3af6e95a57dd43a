// Where "back" leads: one step in the history, or up to the page's own tab when it was opened from outside.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { NAV } from './nav'

export function useBack() {
  const route = useRoute()
  const router = useRouter()
  return {
    /** The tab pages are the top level; only what lies under them has a way back. */
    deep: computed(() => !NAV.some((entry) => entry.tab === route.name)),
    back: () => {
      if (window.history.state?.back) router.back()
      else void router.push({ name: route.meta.tab ?? 'home' })
    },
  }
}
