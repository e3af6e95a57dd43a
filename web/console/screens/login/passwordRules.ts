// What a new password must have, shown while typing. The server checks again and has the last word.

export const PASSWORD_RULES = {
  length: (value: string) => value.length >= 8,
  letter: (value: string) => /[a-zA-Z]/.test(value),
  digit: (value: string) => /\d/.test(value),
} as const

export type PasswordRule = keyof typeof PASSWORD_RULES

export function brokenRules(value: string): PasswordRule[] {
  return (Object.keys(PASSWORD_RULES) as PasswordRule[]).filter((rule) => !PASSWORD_RULES[rule](value))
}
