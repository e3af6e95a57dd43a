// A segment is made with conditions and a live preview, looked into, changed and deleted again.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).press('Enter')
  await page.getByRole('option', { name: option, exact: true }).filter({ visible: true }).click()
}

test('a segment counts its customers while its conditions are edited', async ({ page }) => {
  await signIn(page, 'admin', '/console/segments')
  await page.getByTestId('new-segment').click()
  await page.locator('#segment-name').fill('待回访的 VIP 客户')
  const total = page.getByTestId('preview-total')
  await expect(total).not.toHaveText('0')
  const vips = Number(await total.innerText())

  // By keyboard: the new condition has the focus, its field is chosen with the arrows.
  await page.getByTestId('add-condition').press('Enter')
  await expect(page.getByRole('combobox', { name: '条件 2 的字段' })).toBeFocused()
  await pick(page, '条件 2 的字段', '标签')
  await expect(page.getByText('有 1 个条件没有填完')).toBeVisible()
  await expect(page.getByTestId('save')).toBeDisabled()
  await expectAccessible(page, 'an incomplete condition')
  await page.getByTestId('condition').nth(1).getByTestId('tag').fill('没有人有的标签')
  await expect(total).toHaveText('0')
  await page.getByText('任意一个').click()
  await expect(total).toHaveText(String(vips))
  await page.getByRole('button', { name: '移除条件 2' }).click()
  await expect(page.getByTestId('condition')).toHaveCount(1)
  await expectAccessible(page, 'segment editor')
  const customer = page.getByTestId('preview').getByRole('link').first()
  await expect(customer).toHaveAttribute('href', /\/console\/customers\/\d+/)
  await page.getByTestId('save').click()

  await expect(page.getByRole('heading', { name: '待回访的 VIP 客户' })).toBeVisible()
  await expect(page.getByText(`共 ${vips} 条`)).toBeVisible()
  await page.setViewportSize({ width: 375, height: 812 })
  await expect(page.getByRole('link', { name: /./ }).filter({ visible: true }).first()).toBeVisible()
  await page.getByTestId('edit-segment').click()
  await expect(page.locator('#segment-name')).toHaveValue('待回访的 VIP 客户')
  await pick(page, '条件 1 的关系', '不是')
  await expect(total).not.toHaveText(String(vips))
  await expectAccessible(page, 'segment editor on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)

  // What is typed is not lost by a wrong click.
  await page.getByRole('button', { name: '取消' }).click()
  await expect(page.getByText('未保存的修改会丢失')).toBeVisible()
  await page.getByRole('button', { name: '放弃修改' }).click()
  await page.getByTestId('delete-segment').click()
  await page.getByRole('button', { name: '删除', exact: true }).last().click()
  await page.waitForURL(/\/console\/segments$/)
  await expect(page.getByText('待回访的 VIP 客户')).toHaveCount(0)
})

test('two segments do not share a name, and the second is told so beside the field', async ({ page }) => {
  await signIn(page, 'admin', '/console/segments')
  for (const expected of ['saved', 'refused']) {
    await page.goto('/console/segments/new')
    await page.locator('#segment-name').fill('同名分群')
    await page.getByTestId('save').click()
    if (expected === 'saved') await page.waitForURL(/\/segments\/\d+$/)
  }
  await expect(page.getByText('已有同名的分群')).toBeVisible()
})
