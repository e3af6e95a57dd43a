export interface Column {
  key: string
  label: string
  /** CSS width; without one the column shares what is left. */
  width?: string
  align?: 'left' | 'right' | 'center'
  /** Field name for ?sort=. */
  sort?: string
  /** On narrow screens a row is a card: the title column heads it, and hidden columns are left out. */
  card?: 'title' | 'hidden'
}
