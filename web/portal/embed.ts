// The portal inside the widget's frame: which page it shows, and the few words it says to the frame's owner.
// Nothing that is said carries data about the customer, so any page may listen.

const params = new URLSearchParams(window.location.search)

/** Shown inside the widget: no site header, a button that folds the panel. */
export const embedded = window.parent !== window && params.has('embed')

export type EmbedMessage =
  | { type: 'polydesk:ready'; color: string; title: string }
  | { type: 'polydesk:unread'; count: number }
  | { type: 'polydesk:minimize' }
  | { type: 'polydesk:failed'; missing: boolean }

export function tellHost(message: EmbedMessage): void {
  if (embedded) window.parent.postMessage(message, '*')
}
