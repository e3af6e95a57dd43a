import { Collection, Document, Upload } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'knowledge', order: 10, to: '/articles', label: 'knowledge.articles', icon: Document, can: 'articles:read' },
    { section: 'knowledge', order: 20, to: '/categories', label: 'knowledge.categories', icon: Collection, can: 'articles:read' },
    { section: 'knowledge', order: 30, to: '/imports', label: 'knowledge.imports', icon: Upload, can: 'articles:write' },
  ],
  routes: [
    { path: '/articles', name: 'articles', component: () => import('./ArticleList.vue'), meta: { can: 'articles:read', title: 'knowledge.articles' } },
    { path: '/articles/new', name: 'article-new', component: () => import('./ArticleEdit.vue'), meta: { can: 'articles:write', title: 'knowledge.newArticle' } },
    { path: '/articles/:id(\\d+)', name: 'article', component: () => import('./ArticleEdit.vue'), meta: { can: 'articles:read', title: 'knowledge.article' } },
    { path: '/categories', name: 'categories', component: () => import('./CategoryList.vue'), meta: { can: 'articles:read', title: 'knowledge.categories' } },
    { path: '/imports', name: 'imports', component: () => import('./ImportPage.vue'), meta: { can: 'articles:write', title: 'knowledge.imports' } },
  ],
}
