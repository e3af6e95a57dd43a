// The names that this page knows, shared by all screens like the connection that brings them.
import { Names } from './names'

export const names = new Names()
