import type { Area } from '@console/area'

export const area: Area = {
  nav: [],
  routes: [
    { path: '/login', name: 'login', component: () => import('./Login.vue'), meta: { can: 'public', title: 'login.title', layout: 'bare' } },
    { path: '/forgot', name: 'forgot', component: () => import('./ForgotPassword.vue'), meta: { can: 'public', title: 'login.forgotTitle', layout: 'bare' } },
    { path: '/reset', name: 'reset', component: () => import('./ResetPassword.vue'), meta: { can: 'public', title: 'login.resetTitle', layout: 'bare' } },
    { path: '/change-password', name: 'change-password', component: () => import('./ChangePassword.vue'), meta: { can: 'self', title: 'login.changeTitle', layout: 'bare' } },
    { path: '/enrol-mfa', name: 'enrol-mfa', component: () => import('./EnrolMfa.vue'), meta: { can: 'self', title: 'login.enrolTitle', layout: 'bare' } },
    { path: '/callback/:provider', name: 'callback', component: () => import('./Callback.vue'), meta: { can: 'public', title: 'login.title', layout: 'bare' } },
    { path: '/account', name: 'account', component: () => import('./Account.vue'), meta: { can: 'self', title: 'login.accountTitle' } },
  ],
}
