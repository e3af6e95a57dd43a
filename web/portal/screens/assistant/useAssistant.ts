// The talk with the assistant: asked one question at a time, kept on the device so that a reload or a look at
// an article does not lose it. Lives outside the component for the same reason.
import { computed, ref } from 'vue'
import { newKey } from '@shared/api/client'
import { knowledge, type PortalAnswer } from '../../knowledge'
import { readStored, writeStored } from '../../storage'
import { useTenant } from '../../tenant'

export interface Turn {
  id: string
  question: string
  state: 'asking' | 'done' | 'failed'
  answer: PortalAnswer | null
  helpful: boolean | null
  error?: unknown
}

interface Stored { sessionId: string | null; turns: Turn[] }

export const MAX_QUESTION = 500
const KEPT_TURNS = 30
const CONTEXT_QUESTIONS = 3

const turns = ref<Turn[]>([])
let sessionId: string | null = null
let owner = ''

function key(): string {
  return `polydesk.portal.asked.${useTenant().slug}`
}

function save(): void {
  const kept = turns.value.filter((turn) => turn.state === 'done').slice(-KEPT_TURNS)
  writeStored(key(), kept.length ? { sessionId, turns: kept } satisfies Stored : null)
}

function restore(): void {
  if (owner === key()) return
  owner = key()
  const stored = readStored<Stored>(owner)
  turns.value = stored?.turns ?? []
  sessionId = stored?.sessionId ?? null
}

function patch(id: string, change: Partial<Turn>): void {
  turns.value = turns.value.map((turn) => (turn.id === id ? { ...turn, ...change } : turn))
}

async function run(id: string, question: string): Promise<void> {
  patch(id, { state: 'asking', error: undefined })
  const previous = turns.value.filter((turn) => turn.id !== id && turn.state === 'done').slice(-CONTEXT_QUESTIONS).map((turn) => turn.question)
  try {
    const answer = await knowledge.ask(question, sessionId, previous)
    sessionId = answer.session_id || sessionId
    patch(id, { state: 'done', answer })
    save()
  } catch (error) {
    patch(id, { state: 'failed', error })
  }
}

async function ask(text: string): Promise<void> {
  const question = text.trim().slice(0, MAX_QUESTION)
  if (!question) return
  const id = newKey()
  turns.value = [...turns.value, { id, question, state: 'asking', answer: null, helpful: null }]
  await run(id, question)
}

function retry(turn: Turn): void {
  void run(turn.id, turn.question)
}

async function rate(turn: Turn, helpful: boolean): Promise<void> {
  if (!turn.answer) return
  await knowledge.feedback(turn.answer.interaction_id, helpful)
  patch(turn.id, { helpful })
  save()
}

export function clearAssistant(): void {
  turns.value = []
  sessionId = null
  save()
}

export function useAssistant() {
  restore()
  return { turns, busy: computed(() => turns.value.some((turn) => turn.state === 'asking')), ask, retry, rate, clear: clearAssistant }
}
