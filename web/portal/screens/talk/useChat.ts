// One conversation on the customer's screen: the shared thread, plus what only this side has: the draft that
// survives a reload, reading marked only while the page is really looked at, and the state of the line.
import { useDocumentVisibility } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { createThread } from '@shared/chat/createThread'
import { startLive, useLiveState } from '@shared/api/useLive'
import type { Me, MySession } from '@shared/api/types'
import { useOpenSession } from '../../openSession'
import { readStored, writeStored } from '../../storage'

export function useChat(session: MySession, me: Me) {
  const live = startLive(me)
  const thread = createThread({ live, side: 'customer', sessionId: session.id, self: { id: me.id, name: me.name }, session })
  const { take } = useOpenSession()
  void thread.load()
  onScopeDispose(thread.dispose)
  // The customer's side of a conversation is always a MySession. Either stream may bring the news first; both end up in the one place the rest of the portal looks at.
  watch(thread.session, (news) => { if (news) take(news as MySession) })

  const draftKey = `polydesk.portal.draft.${me.tenant.id}.${me.id}.${session.id}`
  const draft = ref(readStored<string>(draftKey) ?? '')
  watch(draft, (text) => writeStored(draftKey, text || null))

  const visibility = useDocumentVisibility()
  const atBottom = ref(true)
  const look = () => { if (visibility.value === 'visible' && atBottom.value) thread.markRead() }
  watch([visibility, () => thread.state.value.messages.length], look)

  const { state, transport } = useLiveState()
  const unsent = computed(() => thread.bubbles.value.filter((bubble) => bubble.state === 'sending').length)

  function send(text: string) {
    thread.send(text)
    draft.value = ''
  }

  return { thread, draft, send, look, atBottom, unsent, line: state, transport }
}
