// Built-in roles are named by the catalogue, in the reader's language; a tenant's own ones as it named them.
import type { Role, RoleRef } from '@shared/api/types'
import { useI18n } from 'vue-i18n'

export function useRoleText() {
  const { t, te } = useI18n()
  const roleName = (role: RoleRef) => (te(`roles.named.${role.code}`) ? t(`roles.named.${role.code}`) : role.name)
  const roleAbout = (role: Role) => (role.builtIn && te(`roles.about.${role.code}`) ? t(`roles.about.${role.code}`) : role.description)
  return { roleName, roleAbout }
}
