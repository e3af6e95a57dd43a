// What a new password must have, shown while typing. The server also refuses common and guessable ones.

export const PASSWORD_RULES = {
  length: (value: string) => value.length >= 8 && value.length <= 128,
} as const

export type PasswordRule = keyof typeof PASSWORD_RULES

export function brokenRules(value: string): PasswordRule[] {
  return (Object.keys(PASSWORD_RULES) as PasswordRule[]).filter((rule) => !PASSWORD_RULES[rule](value))
}
