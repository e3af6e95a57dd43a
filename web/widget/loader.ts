// The one line that a site puts into its pages:
//
//   <script src="https://desk.example.com/widget/loader.js" data-tenant="demo" async></script>
//
// Options, all as data- attributes: tenant (slug), page (home | assistant | chat), color (#rrggbb until the
// tenant's own is known), side (right | left), locale (zh-CN | en). It waits until the host page has nothing
// better to do, then fetches the widget; `polydesk('open')` and friends may be called at once and are kept.

type Command = 'open' | 'close' | 'toggle' | 'destroy'
type Host = Window & { polydesk?: ((command: Command) => void) & { queue?: Command[] } }

(() => {
  const host = window as Host
  // Included twice (a tag manager and a template, say): the first one wins.
  if (host.polydesk) return
  const script = (document.currentScript ?? document.querySelector('script[src*="/widget/loader.js"]')) as HTMLScriptElement | null
  if (!script) return
  const origin = new URL(script.src, location.href).origin
  const queue: Command[] = []
  host.polydesk = Object.assign((command: Command) => { queue.push(command) }, { queue })

  const load = () => {
    const element = document.createElement('polydesk-widget')
    for (const [name, value] of Object.entries(script.dataset)) if (value) element.setAttribute(name, value)
    element.setAttribute('origin', origin)
    document.body.append(element)
    const code = document.createElement('script')
    code.src = `${origin}/widget/widget.js`
    code.async = true
    // A page in GBK would otherwise pass its encoding on to the script.
    code.charset = 'utf-8'
    document.head.append(code)
  }
  const whenIdle = () => ('requestIdleCallback' in window ? requestIdleCallback(load, { timeout: 3000 }) : setTimeout(load, 300))
  if (document.readyState === 'complete') whenIdle()
  else addEventListener('load', whenIdle, { once: true })
})()
