// One submit of a form or a button: busy while it runs, the server's field errors beside the fields, and
// anything else as a message.
import { ApiError, type FieldError } from '@shared/api/client'
import { errorText, i18n } from '@shared/i18n'
import { ElMessage } from 'element-plus'
import { ref } from 'vue'

/** The server names the reason of an invalid field in English only; its code is said in any language. */
function fieldText(error: FieldError): string {
  if (error.code === 'FIELD_INVALID' && i18n.global.locale.value === 'en') return error.message
  const key = `error.field.${error.code}`
  return i18n.global.te(key) ? i18n.global.t(key) : error.message
}

export function useSubmit() {
  const busy = ref(false)
  const fields = ref<Record<string, string>>({})

  /** Runs `work`; the answer of a failure is undefined. `onFailure` returns true when it has shown the error itself. */
  async function run<T>(work: () => Promise<T>, onFailure?: (error: unknown) => boolean): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    fields.value = {}
    try {
      return await work()
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0) {
        fields.value = Object.fromEntries(error.errors.map((one) => [one.field, fieldText(one)]))
      }
      if (!(onFailure?.(error) ?? false)) ElMessage.error({ message: errorText(error), duration: 5000 })
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, fields, run }
}
