// Runs before the first paint, so that nobody sees a white flash on a dark screen. The strict content policy allows no inline script, hence a file.
;(function () {
  var root = document.documentElement
  var dark = matchMedia('(prefers-color-scheme: dark)')
  var more = matchMedia('(prefers-contrast: more)')
  function apply() {
    var choice = null
    try {
      choice = localStorage.getItem('statedesk.theme')
    } catch (_) {}
    var theme = choice === 'light' || choice === 'dark' ? choice : dark.matches ? 'dark' : 'light'
    var contrast = choice === 'contrast' || more.matches ? 'more' : 'normal'
    root.dataset.theme = theme
    root.dataset.contrast = contrast
    var bar = document.querySelector('meta[name="theme-color"]')
    if (bar) bar.content = theme === 'light' ? '#f6f7f9' : contrast === 'more' ? '#000000' : '#0f1217'
  }
  apply()
  dark.addEventListener('change', apply)
  more.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('statedesk:theme', apply)
})()
