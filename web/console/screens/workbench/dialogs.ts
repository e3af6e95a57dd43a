// Which dialog of the workbench is open; the command palette opens the same ones as the buttons.
import { reactive } from 'vue'

export const dialogs = reactive({ palette: false, shortcuts: false, transfer: false, close: false, ticket: false })
/** The tab of the side panel, kept while switching between conversations. */
export const panel = reactive<{ tab: 'customer' | 'knowledge' | 'tickets' }>({ tab: 'customer' })
