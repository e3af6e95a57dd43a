// Customers from a file and into a file: mapping, check, import, what was left out, and the download.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { freshPhone, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const narrow = (page: Page) => page.setViewportSize({ width: 375, height: 812 })
const fits = async (page: Page) => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)

function file(name: string, rows: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`) }
}

test('a file is mapped, checked and imported, and what was left out can be downloaded', async ({ page }) => {
  const phone = freshPhone()
  await signIn(page, 'admin', '/console/customers')
  await page.getByTestId('import-customers').click()
  await expect(page.getByRole('heading', { name: '导入客户' })).toBeVisible()

  await page.getByTestId('import-file').setInputFiles(file('macro.xlsm', ['x']))
  await expect(page.getByTestId('import-refused')).toContainText('宏')
  await page.getByTestId('import-file').setInputFiles(file('客户名单.csv', ['姓名,联络号,单位,微信', `陈小雨,${phone},雨后诊所,w1`, '没有号码,,,', '=1+1,13900000000,,']))
  await page.waitForURL(/customer-imports\/\d+$/)
  await expect(page.getByText('还有 2 列没有对应')).toBeVisible()
  await expect(page.getByTestId('check')).toBeDisabled()
  await expect(page.getByText('请指定手机号、邮箱、客户编号中的至少一列')).toBeVisible()
  await expectAccessible(page, 'mapping')

  // By keyboard, as the other lists of choices.
  const select = page.getByRole('combobox', { name: '“联络号”列对应' })
  await select.press('Enter')
  await page.getByRole('option', { name: '手机号', exact: true }).filter({ visible: true }).click()
  await page.getByTestId('check').press('Enter')
  await expect(page.getByTestId('import-status')).toHaveText('待导入')
  await expect(page.getByTestId('import-figures')).toContainText('将新建1')
  await expect(page.getByText('第 3 行')).toBeVisible()
  await expect(page.getByText('手机号、邮箱、客户编号至少填写一项', { exact: true })).toBeVisible()
  await expectAccessible(page, 'check')
  await page.getByRole('combobox', { name: '原因' }).press('Enter')
  await page.getByRole('option', { name: /含公式/ }).filter({ visible: true }).click()
  await expect(page.getByText('第 3 行')).toHaveCount(0)
  await expect(page.getByText('第 4 行')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByTestId('bad-rows').click()
  const saved = await readFile(await (await download).path(), 'utf8')
  expect(saved.split('\r\n')[0]).toBe('\ufeff行号,原因,姓名,联络号,单位,微信')
  expect(saved).toContain('没有号码')
  await narrow(page)
  await expectAccessible(page, 'check on a phone')
  await fits(page)

  await page.getByTestId('start').click()
  await expect(page.getByTestId('import-status')).toHaveText('已完成')
  await expect(page.getByTestId('import-figures')).toContainText('已新建1')
  await expectAccessible(page, 'result on a phone')
  await fits(page)
  await page.getByRole('link', { name: '查看客户' }).click()
  await page.getByTestId('search').locator('input').or(page.getByTestId('search')).last().fill('陈小雨')
  await expect(page.getByRole('link', { name: '陈小雨' })).toBeVisible()
  await expect(page.getByText('雨后诊所')).toBeVisible()

  // The same file again: nothing is new.
  await page.goto('/console/customer-imports')
  await expect(page.getByRole('link', { name: '客户名单.csv' })).toBeVisible()
  await page.getByTestId('import-file').setInputFiles(file('again.csv', ['姓名,手机号', `陈小雨,${phone}`]))
  await page.waitForURL(/customer-imports\/\d+$/)
  await expectAccessible(page, 'mapping on a phone')
  await fits(page)
  await page.getByTestId('check').click()
  await expect(page.getByText('没有可导入的行。')).toBeVisible()
  await page.getByTestId('discard').click()
  await page.getByRole('button', { name: '放弃此文件' }).last().click()
  await expect(page.getByTestId('import-status')).toHaveText('已取消')
})

test('a long import shows how far it is and stops when asked', async ({ page }) => {
  const rows = Array.from({ length: 30_000 }, (_, n) => `批量${n},138${String(n).padStart(8, '0')}`)
  await signIn(page, 'admin', '/console/customer-imports')
  await page.getByTestId('import-file').setInputFiles(file('many.csv', ['姓名,手机号', ...rows]))
  await page.waitForURL(/customer-imports\/\d+$/)
  await page.getByTestId('check').click()
  await expect(page.getByTestId('import-progress')).toContainText(/已处理 \d+ \/ 30000 行/)
  await expectAccessible(page, 'progress')
  await expect(page.getByTestId('start')).toBeVisible({ timeout: 60_000 })
  await page.getByTestId('start').click()
  await page.getByTestId('cancel').click()
  await page.getByRole('button', { name: '停止' }).last().click()
  await expect(page.getByTestId('import-status')).toHaveText('已取消')
  await expect(page.getByTestId('import-figures')).toContainText('已新建')
})

test('lists are exported with the columns and the masks that were chosen', async ({ page }) => {
  await signIn(page, 'admin', '/console/customers')
  const take = async (reveal: boolean) => {
    await page.getByTestId('export-customers').click()
    await expect(page.getByRole('dialog', { name: '导出客户' })).toBeVisible()
    if (!reveal) await expectAccessible(page, 'export')
    await page.getByText('CSV（UTF-8）').click()
    await page.getByRole('button', { name: '全不选' }).click()
    await page.getByText('姓名', { exact: true }).last().click()
    await page.getByText('手机号', { exact: true }).last().click()
    if (reveal) await page.getByTestId('reveal').click()
    const download = page.waitForEvent('download')
    await page.getByTestId('export-save').click()
    const [head, ...rows] = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n')
    expect(head).toBe('\ufeff姓名,手机号')
    return rows
  }
  const masked = await take(false)
  expect(masked.length).toBeGreaterThan(3)
  expect(masked.every((row) => /,(.*\*.*)?$/.test(row))).toBe(true)
  const whole = await take(true)
  expect(whole.length).toBe(masked.length)
  expect(whole.some((row) => /,1\d{10}$/.test(row))).toBe(true)

  await narrow(page)
  await page.goto('/console/organizations')
  await page.getByTestId('export-organizations').click()
  await expect(page.getByRole('dialog', { name: '导出机构' })).toBeVisible()
  await expectAccessible(page, 'export on a phone')
  await fits(page)
})
