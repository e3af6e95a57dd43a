// The shapes that the API speaks. Until the OpenAPI document is generated these are written by hand;
// afterwards each becomes an alias of the generated schema.
export interface Page<T> { list: T[]; total: number; page: number; size: number; pages: number }
export interface LoginRequest { tenant?: string; username: string; password: string }
export interface LoginResult { accessToken: string; refreshToken: string; expiresIn: number; mustChangePassword: boolean; user: Me }
export interface TenantRef { id: number; slug: string; name: string }
export interface RoleRef { id: number; code: string; name: string }
export interface Me { id: number; kind: 'user' | 'customer'; tenant: TenantRef; username: string; name: string; email: string | null; phone: string | null; roles: RoleRef[]; permissions: string[]; teams: TeamRef[]; mustChangePassword: boolean; locale: 'zh-CN' | 'en'; avatarUrl: string | null }
export interface UpdateMe { name?: string; email?: string; phone?: string; locale?: string }
export interface RegisterCustomer { tenant: string; name: string; phone: string; organization?: string; position?: string; topic?: string; password?: string }
export interface PublicTenant { slug: string; name: string; title: string; welcome: string; themeColor: string; logoUrl: string | null; locale: string; features: string[]; contactPhone: string | null }
export interface User { id: number; username: string; name: string; email: string | null; phone: string | null; status: 'active' | 'inactive' | 'locked'; roles: RoleRef[]; teams: TeamRef[]; maxSessions: number; skills: string[]; lastLoginAt: string | null; mustChangePassword: boolean; createdAt: string }
export interface NewUser { username: string; name: string; email?: string; phone?: string; roleIds: number[]; teamIds?: number[]; maxSessions?: number; skills?: string[] }
export interface UpdateUser { name?: string; email?: string; phone?: string; roleIds?: number[]; teamIds?: number[]; maxSessions?: number; skills?: string[]; status?: 'active' | 'inactive' }
export interface Grant { permission: string; scope: 'own' | 'team' | 'department' | 'tenant' }
export interface Role { id: number; code: string; name: string; description: string; builtIn: boolean; grants: Grant[]; userCount: number }
export interface PermissionInfo { code: string; resource: string; action: string; nameZh: string; nameEn: string; platform: boolean }
export interface PermissionNode { key: string; nameZh: string; nameEn: string; children: PermissionNode[] }
export interface ApiKey { id: number; name: string; prefix: string; permissions: string[]; expiresAt: string | null; lastUsedAt: string | null; createdAt: string; revokedAt: string | null }
export interface ApiKeyCreated extends ApiKey { secret: string }
export interface AuditEvent { id: number; at: string; actorKind: string; actorId: number | null; actorName: string; action: string; target: string; detail: Record<string, unknown>; ip: string | null; traceId: string }
export interface AuditVerdict { intact: boolean; checked: number; brokenAt: number | null }
export interface OutboxMail { id: number; to: string; subject: string; text: string; createdAt: string; sentAt: string | null; path: string | null }
export interface Tenant { id: number; slug: string; name: string; contactPerson: string; contactEmail: string; contactPhone: string; status: 'active' | 'inactive' | 'suspended'; maxUsers: number; placement: 'shared' | 'schema' | 'database'; createdAt: string; expiresAt: string | null; users: number; callsToday: number; lastActiveAt: string | null; openTickets: number }
export interface NewTenant { slug: string; name: string; contactPerson: string; contactEmail: string; contactPhone: string; adminUsername: string; maxUsers?: number; placement?: Tenant['placement']; database?: string }
export interface TenantCreated { tenant: Tenant; adminUsername: string; initialPassword: string }
export interface ApiCall { id: number; requestId: string; at: string; tenantId: number | null; tenantName: string | null; principal: string; method: string; route: string; path: string; status: number; latencyMs: number; requestBytes: number; responseBytes: number; ip: string | null }
export interface PlatformOverview { tenants: number; activeTenants: number; callsToday: number; callsPerMinute: number; availability: number; errorRate: number; latencyMeanMs: number; latencyP50Ms: number; latencyP95Ms: number; latencyP99Ms: number; series: { at: string; calls: number; errors: number; p95Ms: number }[]; topTenants: { tenantId: number; name: string; calls: number }[]; topRoutes: { route: string; method: string; calls: number; errors: number; p95Ms: number }[] }
export interface StatsSummary { queued: number; active: number; onlineAgents: number; closedToday: number; avgFirstReplySec: number | null; avgWaitSec: number | null; ticketsOpen: number; ticketsResolvedToday: number; ratingAvg: number | null; articlesPublished: number; sessionsByHour: { at: string; count: number }[] }
export interface TeamRef { id: number; name: string }
export interface Team { id: number; name: string; description: string; leader: UserRef | null; strategy: 'least_loaded' | 'round_robin'; skills: string[]; memberCount: number; onlineCount: number; queued: number; createdAt: string }
export interface NewTeam { name: string; description?: string; leaderId?: number; strategy?: 'least_loaded' | 'round_robin'; skills?: string[]; memberIds?: number[] }
export interface UserRef { id: number; name: string; avatarUrl: string | null }
export interface AgentState { user: UserRef; status: 'online' | 'busy' | 'away' | 'offline'; load: number; capacity: number; skills: string[]; teams: TeamRef[]; servedToday: number; statusSince: string }
export interface OrganizationRef { id: number; name: string }
export interface Organization { id: number; name: string; creditCode: string | null; region: string | null; customers: number; createdAt: string }
export interface CustomerRef { id: number; name: string; vip: boolean; organization: OrganizationRef | null }
export interface Customer { id: number; name: string; phone: string | null /* masked 138****0001 unless revealed */; email: string | null; vip: boolean; profile: 'temporary' | 'pending_archive' | 'formal'; organization: OrganizationRef | null; position: string | null; tags: string[]; note: string | null; sessionCount: number; ticketCount: number; lastSeenAt: string | null; createdAt: string }
export interface NewCustomer { name: string; phone?: string; email?: string; organizationId?: number; position?: string; vip?: boolean; tags?: string[]; note?: string }
export interface CustomerServices { sessions: Session[]; tickets: TicketCard[] }
export interface QuickReply { id: number; scope: 'global' | 'personal'; category: string; title: string; shortcut: string; content: string }
export interface AssignmentSettings { defaultTeamId: number | null; strategy: 'least_loaded' | 'round_robin'; maxSessionsDefault: number; acceptMode: 'auto' }
export interface Session { id: number; status: 'queued' | 'active' | 'closed'; customer: CustomerRef; team: TeamRef | null; assignee: UserRef | null; topic: string | null; channel: 'portal' | 'h5' | 'widget' | 'agent'; lastMessage: { seq: number; kind: string; preview: string; senderKind: string; at: string } | null; messageSeq: number; agentReadSeq: number; customerReadSeq: number; unread: number /* for staff */; assignReason: string | null; transfer: Transfer | null; summary: string | null; tags: string[]; closeReason: 'agent' | 'customer' | 'abandoned' | 'idle' | null; rating: number | null; ticketIds: number[]; queuedAt: string; assignedAt: string | null; firstReplyAt: string | null; closedAt: string | null; createdAt: string }
export interface QueueInfo { position: number; size: number; waitMinutes: [number, number] | null /* null = unknown, never invented */ }
export interface MySession { id: number; status: 'queued' | 'active' | 'closed'; agent: UserRef | null; team: TeamRef | null; topic: string | null; queue: QueueInfo | null; messageSeq: number; agentReadSeq: number; customerReadSeq: number; unread: number; rating: number | null; closeReason: string | null; queuedAt: string; closedAt: string | null; createdAt: string }
export interface FileRef { id: number; token: string; name: string; size: number; mime: string; url: string /* /api/v1/files/{token} */; width: number | null; height: number | null }
export interface Message { id: number; sessionId: number; seq: number; clientMessageId: string; kind: 'text' | 'image' | 'file' | 'note' | 'system'; content: string; file: FileRef | null; sender: { kind: 'customer' | 'user' | 'system'; id: number | null; name: string }; createdAt: string }
export interface NewMessage { clientMessageId: string /* uuid */; kind: 'text' | 'image' | 'file' | 'note'; content: string /* <= 5000 chars */; fileId?: number }
export interface MessagePage { list: Message[] /* ascending seq */; hasMore: boolean; streamSeq: number /* position of stream conversation/{id} that this page reflects */ }
export interface Transfer { id: number; from: UserRef; toUser: UserRef | null; toTeam: TeamRef | null; reason: string; status: 'pending' | 'accepted' | 'rejected' | 'cancelled' | 'timeout'; createdAt: string }
export interface AssignmentRecord { id: number; kind: 'auto' | 'assign' | 'reassign' | 'takeover' | 'transfer' | 'claim' | 'requeue'; fromUser: UserRef | null; toUser: UserRef | null; reason: string; by: UserRef | null; at: string; explain: Record<string, unknown> | null }
export type TicketStatus = 'pending' | 'processing' | 'waiting_customer' | 'pending_review' | 'resolved' | 'closed' | 'cancelled'
export type TicketPriority = 'normal' | 'urgent' | 'critical'
export interface TicketCard { id: number; no: string; subject: string; status: TicketStatus; priority: TicketPriority; category: string | null; customer: CustomerRef | null; assignee: UserRef | null; team: TeamRef | null; dueAt: string | null; overdue: boolean; createdAt: string; updatedAt: string }
export interface Ticket extends TicketCard { description: string; sessionId: number | null; source: 'agent' | 'portal' | 'session'; allowedMoves: TicketStatus[]; attachments: FileRef[]; rating: number | null; ratingComment: string | null; resolvedAt: string | null; closedAt: string | null; firstResponseAt: string | null; version: number }
export interface NewTicket { subject: string; description: string; priority?: TicketPriority; category?: string; customerId?: number; sessionId?: number; assigneeId?: number; teamId?: number; fileIds?: number[] }
export interface FollowUp { id: number; ticketId: number; author: { kind: 'user' | 'customer' | 'system'; id: number | null; name: string }; content: string; internal: boolean; attachments: FileRef[]; change: { from: TicketStatus; to: TicketStatus } | null; createdAt: string }
export interface Category { id: number; parentId: number | null; slug: string; name: string; nameEn: string | null; icon: string | null; description: string | null; articleCount: number; sort: number }
export interface ArticleCard { id: number; title: string; summary: string; categoryId: number | null; categoryName: string | null; tags: string[]; status: 'draft' | 'published' | 'unpublished' | 'archived'; audience: 'public' | 'internal'; version: number; views: number; helpful: number; unhelpful: number; publishedAt: string | null; updatedAt: string }
export interface Article extends ArticleCard { body: string /* markdown */; html: string /* sanitised */; author: UserRef | null; related: ArticleCard[] }
export interface NewArticle { title: string; body: string; categoryId?: number; tags?: string[]; audience?: 'public' | 'internal'; publish?: boolean }
export interface ArticleVersion { version: number; title: string; body: string; editor: UserRef | null; createdAt: string }
export interface ArticleHit { id: number; title: string; titleHighlighted: string /* <mark> only, rest escaped */; snippet: string /* escaped, <mark> */; categoryName: string | null; relevance: number; version: number }
export interface SearchResult { query: string; hits: ArticleHit[]; total: number; tookMs: number; corrected: string | null }
export interface Answer { outcome: 'answered' | 'related' | 'none'; answer: string; confidence: number; citations: { articleId: number; version: number; title: string; quote: string }[]; related: ArticleHit[]; degraded: boolean; tookMs: number }
export interface ImportJob { id: number; fileName: string; status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'; total: number | null; processed: number; imported: number; failed: number; errors: { line: number; reason: string }[]; createdAt: string; finishedAt: string | null }
