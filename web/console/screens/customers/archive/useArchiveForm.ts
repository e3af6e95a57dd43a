// The application of one customer: what its form begins with, and how it is saved or handed in.
import { api } from '@shared/api/client'
import type { ArchiveApplication, ArchiveApplicationCard, ArchiveCustomer, ArchiveSettings, Customer, CustomerServices, Organization, Page } from '@shared/api/types'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, ref, watch, type Ref } from 'vue'
import { useSubmit } from '../../../submit'
import { blankOrganization, formOf, requestOf } from '../organizationForm'
import { requestedTeams, teamsOf, type WantedTeam } from './teams'

export type Place = 'own' | 'picked' | 'search' | 'new'

const blankPerson = () => ({ name: '', gender: '' as 'male' | 'female' | '', phone: '', landline: '', email: '', position: '', department: '', emergencyPhone: '', duty: '' })

export function useArchiveForm(id: Ref<number>) {
  const client = useQueryClient()
  const { busy, fields, run } = useSubmit()
  const customer = useQuery({ queryKey: ['customers', id], queryFn: () => api.get<Customer>(`/customers/${id.value}`), refetchOnWindowFocus: false })
  const services = useQuery({ queryKey: ['customers', id, 'services'], queryFn: () => api.get<CustomerServices>(`/customers/${id.value}/services`) })
  const settings = useQuery({ queryKey: ['settings', 'archive'], queryFn: () => api.get<ArchiveSettings>('/settings/archive') })
  /** The draft or the rejected application that is gone on with; null when there is none. */
  const open = useQuery({
    queryKey: ['archive-applications', 'of', id],
    queryFn: async () => {
      const all = (await api.get<Page<ArchiveApplicationCard>>('/archive-applications', { customerId: id.value, size: 20 })).list
      const latest = all.find((one) => one.status === 'draft') ?? all[0]
      return latest && (latest.status === 'draft' || latest.status === 'rejected') ? api.get<ArchiveApplication>(`/archive-applications/${latest.id}`) : null
    },
    refetchOnWindowFocus: false, gcTime: 0,
  })

  const person = reactive(blankPerson())
  const organization = ref(blankOrganization())
  const picked = ref<Organization | null>(null)
  const place = ref<Place>('search')
  const teams = ref<WantedTeam[]>([])
  const note = ref('')
  const ready = ref(false)

  watch([customer.data, open.data], ([who, application]) => {
    if (!who || application === undefined || ready.value) return
    const asked = application?.proposal.person
    const own = who.organization
    Object.assign(person, blankPerson(), {
      name: asked?.name ?? who.name, gender: asked?.gender ?? who.gender ?? '', position: asked?.position ?? who.position ?? '',
      department: asked?.department ?? who.department ?? '', duty: asked?.duty ?? who.duty ?? '',
    })
    note.value = application?.note ?? ''
    picked.value = application?.organization ?? null
    teams.value = teamsOf(application?.proposal.relations ?? [])
    const made = application?.proposal.newOrganization
    if (made) organization.value = formOf(made)
    place.value = made ? 'new' : picked.value ? 'picked' : own ? 'own' : 'search'
    ready.value = true
  }, { immediate: true })

  /** Masked, as the application or else the customer has them: what an empty field stands for. */
  const masked = computed(() => {
    const [asked, who] = [open.data.value?.proposal.person, customer.data.value]
    return { phone: asked?.phone ?? who?.phone, landline: asked?.landline ?? who?.landline, email: asked?.email ?? who?.email, emergencyPhone: asked?.emergencyPhone ?? who?.emergencyPhone }
  })

  function request(submit: boolean): ArchiveCustomer {
    const text = (value: string) => value.trim() || undefined
    return {
      person: {
        name: text(person.name), gender: person.gender || undefined, phone: text(person.phone), landline: text(person.landline), email: text(person.email),
        position: text(person.position), department: text(person.department), emergencyPhone: text(person.emergencyPhone), duty: text(person.duty),
      },
      organizationId: place.value === 'picked' ? picked.value?.id : undefined,
      newOrganization: place.value === 'new' && organization.value.name.trim() ? requestOf(organization.value) : undefined,
      relations: requestedTeams(teams.value), note: note.value.trim(), submit, version: open.data.value?.version,
    }
  }

  async function save(submit: boolean): Promise<ArchiveApplication | undefined> {
    const saved = await run(() => api.post<ArchiveApplication>(`/customers/${id.value}/archive`, request(submit)))
    if (!saved) return undefined
    await Promise.all([
      client.invalidateQueries({ queryKey: ['list'] }), client.invalidateQueries({ queryKey: ['customers'] }), client.invalidateQueries({ queryKey: ['archive-applications'] }),
    ])
    return saved
  }

  async function discard(): Promise<boolean> {
    const draft = open.data.value
    if (draft?.status !== 'draft') return false
    const done = await run(() => api.del(`/archive-applications/${draft.id}`))
    if (done === undefined) return false
    await Promise.all([client.invalidateQueries({ queryKey: ['list'] }), client.invalidateQueries({ queryKey: ['archive-applications'] })])
    return true
  }

  return { customer, services, settings, open, person, organization, picked, place, teams, note, ready, masked, busy, fields, save, discard }
}
