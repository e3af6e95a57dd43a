// The widget's own style, as a constructed sheet: a host page's style rules cannot reach in, and its
// Content-Security-Policy need not allow inline styles.

export const CSS = `
:host { all: initial !important; }
* { box-sizing: border-box; }
.root { --c: #2f55d4; --side: 20px; position: fixed; right: var(--side); bottom: calc(20px + env(safe-area-inset-bottom, 0px)); z-index: 2147483000; font: 15px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #1a2230; }
.root.left { right: auto; left: var(--side); }
button { font: inherit; }
.launcher { position: relative; display: grid; place-items: center; width: 58px; height: 58px; margin-left: auto; padding: 0; border: 0; border-radius: 50%; background: var(--c); color: #fff; box-shadow: 0 6px 20px rgb(16 24 40 / 26%); cursor: pointer; transition: transform .18s cubic-bezier(.2,.7,.2,1); }
.left .launcher { margin-left: 0; }
.launcher:hover { transform: translateY(-2px); }
.launcher:focus-visible, .retry:focus-visible, .fold:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px var(--c); }
.launcher svg { grid-area: 1 / 1; transition: opacity .15s, transform .18s; }
.open .launcher .bubble, .root:not(.open) .launcher .cross { opacity: 0; transform: scale(.6) rotate(20deg); }
.badge { position: absolute; top: -3px; right: -3px; min-width: 22px; padding: 0 6px; border: 2px solid #fff; border-radius: 12px; background: #c2272d; color: #fff; font-size: 12px; font-weight: 700; line-height: 19px; }
.badge[hidden] { display: none; }
.panel { position: absolute; right: 0; bottom: 74px; display: flex; width: 390px; height: min(660px, calc(100dvh - 120px)); overflow: hidden; border-radius: 16px; background: #fff; box-shadow: 0 18px 50px rgb(16 24 40 / 24%), 0 2px 8px rgb(16 24 40 / 12%); transform-origin: bottom right; animation: rise .2s cubic-bezier(.2,.7,.2,1); }
.left .panel { right: auto; left: 0; transform-origin: bottom left; }
.panel[hidden] { display: none; }
.panel iframe { flex: 1; width: 100%; height: 100%; border: 0; background: #f5f6f8; }
.wait { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 14px; padding: 24px; background: #fff; text-align: center; }
.wait[hidden], .failed[hidden], .spin[hidden] { display: none; }
.failed { display: grid; gap: 12px; justify-items: center; margin: 0; }
.retry[hidden] { display: none; }
.fold { position: absolute; top: 8px; right: 8px; display: grid; place-items: center; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 10px; background: none; color: #4a5363; cursor: pointer; }
.fold:hover { background: #f0f2f6; }
.retry { min-height: 40px; padding: 6px 18px; border: 1px solid #c7ccd6; border-radius: 10px; background: #fff; color: #1a2230; cursor: pointer; }
.spin { width: 30px; height: 30px; border: 3px solid #e3e6ec; border-top-color: var(--c); border-radius: 50%; animation: turn .8s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@keyframes rise { from { opacity: 0; transform: translateY(12px) scale(.98); } }
@media (max-width: 480px) {
  .open.root { inset: 0; right: 0; bottom: 0; left: 0; }
  .open .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; }
  .open .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { *, *::before { animation-duration: .01ms !important; transition: none !important; } }
`
