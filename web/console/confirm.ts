// Asks before something that is hard to take back. The action's own verb is on the button, never "OK".
import { i18n } from '@shared/i18n'
import { ElMessageBox } from 'element-plus'

export async function confirmed(question: string, action: string, danger = true): Promise<boolean> {
  try {
    await ElMessageBox.confirm(question, action, {
      confirmButtonText: action,
      cancelButtonText: i18n.global.t('common.cancel'),
      confirmButtonClass: danger ? 'el-button--danger' : '',
      type: danger ? 'warning' : 'info',
    })
    return true
  } catch {
    return false
  }
}
