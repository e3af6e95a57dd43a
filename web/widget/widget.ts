// <polydesk-widget>: a round button on somebody's site, and a panel with the tenant's portal in it.
//
// The button and the panel live in a shadow root, so neither page's styles touch the other. The talk itself
// runs in a frame of our own origin: a script on the host page can read neither the customer's token nor the
// conversation, and the host needs no CORS and no part of our scripts. The two sides exchange four short
// messages (portal/embed.ts), checked for origin and window.
import { brandPalette } from '@shared/theme/brand'
import { CSS } from './style'
import en from './locales/en.json'
import zh from './locales/zh-CN.json'

type Command = 'open' | 'close' | 'toggle' | 'destroy'
type Host = Window & { polydesk?: ((command: Command) => void) & { queue?: Command[] } }

const OPEN_KEY = 'polydesk.widget.open'
const COLOR_KEY = 'polydesk.widget.color'
/** The portal says that it runs; a frame that stays silent this long is not coming. */
const READY_LIMIT_MS = 15_000

const BUBBLE = 'M4 7.5A3.5 3.5 0 0 1 7.5 4h9A3.5 3.5 0 0 1 20 7.5v5a3.5 3.5 0 0 1-3.5 3.5H11l-4.5 3.8V16A3.5 3.5 0 0 1 4 12.5v-5ZM8.5 10h.01M12 10h.01M15.5 10h.01'
const CROSS = 'm6.5 9.5 5.5 5.5 5.5-5.5'

function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // The host page may be sandboxed without storage.
  }
}

function drawing(className: string, path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of Object.entries({ class: className, width: '28', height: '28', viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.9', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) svg.setAttribute(name, value)
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  shape.setAttribute('d', path)
  svg.append(shape)
  return svg
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, parent: Node): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  parent.appendChild(element)
  return element
}

class PolydeskWidget extends HTMLElement {
  private text = en
  private root!: HTMLElement
  private launcher!: HTMLButtonElement
  private badge!: HTMLElement
  private panel!: HTMLElement
  private wait!: HTMLElement
  private spin!: HTMLElement
  private failed!: HTMLElement
  private reason!: HTMLElement
  private retry!: HTMLButtonElement
  private frame: HTMLIFrameElement | null = null
  private readyTimer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    if (this.shadowRoot) return
    this.text = (this.getAttribute('locale') ?? document.documentElement.lang ?? navigator.language).toLowerCase().startsWith('zh') ? zh : en
    this.build()
    this.paint(remembered(COLOR_KEY) ?? this.getAttribute('color'))
    window.addEventListener('message', this.onMessage)
    document.addEventListener('keydown', this.onKey)
    if (remembered(OPEN_KEY) === '1') this.open(false)
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.onMessage)
    document.removeEventListener('keydown', this.onKey)
    clearTimeout(this.readyTimer)
  }

  command(command: Command): void {
    if (command === 'destroy') this.remove()
    else if (command === 'close' || (command === 'toggle' && this.isOpen)) this.close()
    else this.open()
  }

  private get isOpen(): boolean {
    return this.root.classList.contains('open')
  }

  private get base(): string {
    return this.getAttribute('origin') ?? location.origin
  }

  private build(): void {
    const shadow = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
    shadow.adoptedStyleSheets = [sheet]
    this.root = make('div', `root ${this.getAttribute('side') === 'left' ? 'left' : ''}`, shadow)

    this.panel = make('div', 'panel', this.root)
    this.panel.hidden = true
    this.panel.id = 'panel'
    this.panel.setAttribute('role', 'dialog')
    this.panel.setAttribute('aria-label', this.text.panel)
    this.wait = make('div', 'wait', this.panel)
    this.spin = make('span', 'spin', this.wait)
    this.failed = make('p', 'failed', this.wait)
    this.failed.hidden = true
    this.failed.setAttribute('role', 'alert')
    this.reason = make('span', 'reason', this.failed)
    this.retry = make('button', 'retry', this.failed)
    this.retry.type = 'button'
    this.retry.textContent = this.text.retry
    this.retry.addEventListener('click', () => this.load())
    // On a phone the panel covers the page and the launcher, and the portal's own button is not there yet.
    const fold = make('button', 'fold', this.wait)
    fold.type = 'button'
    fold.setAttribute('aria-label', this.text.close)
    fold.append(drawing('cross', CROSS))
    fold.addEventListener('click', () => this.close())

    this.launcher = make('button', 'launcher', this.root)
    this.launcher.type = 'button'
    this.launcher.setAttribute('aria-controls', 'panel')
    this.launcher.append(drawing('bubble', BUBBLE), drawing('cross', CROSS))
    this.badge = make('span', 'badge', this.launcher)
    this.badge.hidden = true
    this.launcher.addEventListener('click', () => this.command('toggle'))
    this.name()
  }

  /** The button's name says what pressing it does, and what waits behind it. */
  private name(unread = 0): void {
    const label = this.isOpen ? this.text.close : this.text.open
    this.launcher.setAttribute('aria-label', unread ? `${label}, ${this.text.unread.replace('{count}', String(unread))}` : label)
    this.launcher.setAttribute('aria-expanded', String(this.isOpen))
    this.badge.hidden = unread === 0
    this.badge.textContent = unread > 99 ? '99+' : String(unread)
  }

  private paint(color: string | null): void {
    if (color) this.root.style.setProperty('--c', brandPalette(color, 'light').primary)
  }

  private open(focus = true): void {
    if (!this.frame) this.load()
    this.root.classList.add('open')
    this.panel.hidden = false
    remember(OPEN_KEY, '1')
    this.name()
    if (focus) this.frame?.focus()
  }

  private close(): void {
    this.root.classList.remove('open')
    this.panel.hidden = true
    remember(OPEN_KEY, '0')
    this.name()
    this.launcher.focus()
  }

  /** The frame is made on the first opening only: a site pays nothing for visitors who need no help. */
  private load(): void {
    this.frame?.remove()
    const tenant = this.getAttribute('tenant') ?? 'default'
    const page = { assistant: 'assistant', chat: 'chat' }[this.getAttribute('page') ?? ''] ?? ''
    const frame = document.createElement('iframe')
    frame.title = this.text.panel
    frame.allow = 'clipboard-write'
    frame.src = `${this.base}/portal/${encodeURIComponent(tenant)}/${page}?embed=1`
    this.frame = frame
    this.wait.hidden = this.spin.hidden = false
    this.failed.hidden = true
    this.panel.prepend(frame)
    clearTimeout(this.readyTimer)
    this.readyTimer = setTimeout(() => this.fail(false), READY_LIMIT_MS)
  }

  /** A portal that does not exist will not exist at the next try either. */
  private fail(missing: boolean): void {
    clearTimeout(this.readyTimer)
    this.reason.textContent = missing ? this.text.missing : this.text.failed
    this.retry.hidden = missing
    this.failed.hidden = false
    this.spin.hidden = true
  }

  private onMessage = (event: MessageEvent): void => {
    if (event.origin !== this.base || event.source !== this.frame?.contentWindow) return
    const message = event.data as { type?: string; count?: number; color?: string; missing?: boolean }
    if (message.type === 'polydesk:minimize') this.close()
    if (message.type === 'polydesk:failed') this.fail(message.missing === true)
    if (message.type === 'polydesk:unread') this.name(Math.max(0, Number(message.count) || 0))
    if (message.type !== 'polydesk:ready') return
    clearTimeout(this.readyTimer)
    this.wait.hidden = true
    if (message.color) {
      remember(COLOR_KEY, message.color)
      this.paint(message.color)
    }
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.isOpen && event.composedPath().includes(this)) this.close()
  }
}

if (!customElements.get('polydesk-widget')) customElements.define('polydesk-widget', PolydeskWidget)

const host = window as Host
const waiting = host.polydesk?.queue ?? []
const run = (command: Command) => document.querySelector<PolydeskWidget>('polydesk-widget')?.command(command)
host.polydesk = run
waiting.forEach(run)
