export interface Theme {
  isDark(): boolean
}

const key = 'telemark-theme'

/** Follows the system until somebody chooses; `onChange` is called whenever the page becomes lighter or darker. */
export function startTheme(onChange: () => void): Theme {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const radios = [...document.querySelectorAll<HTMLInputElement>('input[name="theme"]')]
  const choose = (choice: string) => {
    const root = document.documentElement
    if (choice === 'auto') delete root.dataset.theme
    else root.dataset.theme = choice
    onChange()
  }
  for (const radio of radios)
    radio.addEventListener('change', () => {
      remember(radio.value)
      choose(radio.value)
    })
  system.addEventListener('change', onChange)
  const before = radios.find(({ value }) => value === remembered())
  if (before !== undefined) {
    before.checked = true
    if (before.value !== 'auto') document.documentElement.dataset.theme = before.value
  }
  return {
    isDark: () => (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark',
  }
}

/** A page from a file may be refused its storage. */
function remembered(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

function remember(choice: string): void {
  try {
    localStorage.setItem(key, choice)
  } catch {
    // Then it lasts as long as the page.
  }
}
