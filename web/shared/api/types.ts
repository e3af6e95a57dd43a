// The shapes that the API speaks, by their names in the OpenAPI document (schema.d.ts is generated from it).
import type { components } from './schema'

type Schemas = components['schemas']

/**
 * What the server answers. It writes every field, null when there is no value, while the document calls a
 * field that may be null optional.
 */
type Full<T> = T extends readonly (infer Item)[] ? Full<Item>[] : T extends object ? { [Key in keyof T]-?: Full<Exclude<T[Key], undefined>> } : T

export interface Page<T> { list: T[]; total: number; page: number; size: number; pages: number }

// Answers
export type LoginResult = Full<Schemas['LoginResult']>
export type SecondStep = Full<Schemas['SecondStep']>
export type Unbound = Full<Schemas['Unbound']>
export type LoginAnswer = LoginResult | SecondStep | Unbound
export type Provider = Schemas['Provider']
export type SignInApp = Schemas['SignInApp']
export type SignInOptions = Full<Schemas['SignInOptions']>
export type SignInSettings = Full<Schemas['SignInSettings']>
export type SignInApps = Full<Schemas['SignInApps']>
export type AppSettings = Full<Schemas['AppSettings']>
export type BoundAccount = Full<Schemas['BoundAccount']>
export type ChannelSender = Full<Schemas['ChannelSender']>
export type SenderKind = Schemas['SenderKind']
export type Channel = Schemas['Channel']
export type TestResult = Full<Schemas['TestResult']>
export type SignIn = Full<Schemas['SignIn']>
export type MfaStatus = Full<Schemas['MfaStatus']>
export type MfaSecret = Full<Schemas['MfaSecret']>
export type RecoveryCodes = Full<Schemas['RecoveryCodes']>
export type DepartmentRef = Full<Schemas['DepartmentRef']>
export type Department = Full<Schemas['Department']>
/** The document's own type is recursive; spelled out, because `Full` of a recursive type is not. */
export type DepartmentNode = Department & { totalUserCount: number; children: DepartmentNode[] }
export type TenantRef = Full<Schemas['TenantRef']>
export type RoleRef = Full<Schemas['RoleRef']>
export type Me = Full<Schemas['Me']>
export type PublicTenant = Full<Schemas['PublicTenant']>
export type User = Full<Schemas['User']>
export type Grant = Full<Schemas['Grant']>
export type Role = Full<Schemas['Role']>
export type PermissionInfo = Full<Schemas['PermissionInfo']>
export type PermissionNode = Full<Schemas['PermissionNode']>
export type RegistrationLink = Full<Schemas['RegistrationLink']>
export type Invitation = Full<Schemas['Invitation']>
export type CodeSent = Full<Schemas['CodeSent']>
export type RegisterByLink = Schemas['RegisterByLink']
export type RegisteredByLink = Full<Schemas['RegisteredByLink']>
export type ApiKey = Full<Schemas['ApiKey']>
export type ApiKeyCreated = Full<Schemas['ApiKeyCreated']>
export type AuditEvent = Full<Schemas['AuditEvent']>
export type AuditVerdict = Full<Schemas['Verdict']>
export type OutboxMail = Full<Schemas['OutboxMail']>
export type Tenant = Full<Schemas['Tenant']>
export type TenantCreated = Full<Schemas['TenantCreated']>
export type ApiCall = Full<Schemas['ApiCall']>
export type PlatformOverview = Full<Schemas['PlatformOverview']>
export type StatsSummary = Full<Schemas['StatsSummary']>
export type TeamRef = Full<Schemas['TeamRef']>
export type Team = Full<Schemas['Team']>
export type TeamSchedule = Full<Schemas['TeamSchedule']>
export type TeamStatistics = Full<Schemas['TeamStatistics']>
export type TeamPerformance = Full<Schemas['TeamPerformance']>
export type SuccessionPreview = Full<Schemas['SuccessionPreview']>
export type SuccessionResult = Full<Schemas['SuccessionResult']>
export type WorkCalendar = Full<Schemas['Calendar']>
export type ServiceHours = Full<Schemas['ServiceHours']>
export type Relation = Full<Schemas['Relation']>
export type RelationChange = Full<Schemas['RelationChange']>
export type RecommendedTeam = Full<Schemas['RecommendedTeam']>
export type BatchBound = Full<Schemas['BatchBound']>
export type UserRef = Full<Schemas['UserRef']>
export type AgentState = Full<Schemas['AgentState']>
export type OrganizationRef = Full<Schemas['OrganizationRef']>
export type Organization = Full<Schemas['Organization']>
export type CustomerRef = Full<Schemas['CustomerRef']>
export type Customer = Full<Schemas['Customer']>
export type CustomerServices = Full<Schemas['CustomerServices']>
export type OrganizationMatch = Full<Schemas['OrganizationMatch']>
export type PendingCustomer = Full<Schemas['PendingCustomer']>
export type ArchiveApplicationCard = Full<Schemas['ArchiveApplicationCard']>
export type ArchiveApplication = Full<Schemas['ArchiveApplication']>
export type ArchiveRecord = Full<Schemas['ArchiveRecord']>
export type ArchiveSettings = Full<Schemas['ArchiveSettings']>
export type MergePreview = Full<Schemas['MergePreview']>
export type TransferPreview = Full<Schemas['TransferPreview']>
export type Revealed = Full<Schemas['Revealed']>
export type RevealedProposal = Full<Schemas['RevealedProposal']>
export type Condition = Schemas['Condition']
export type SegmentRules = Schemas['Rules']
export type Segment = Full<Omit<Schemas['Segment'], 'rules'>> & { rules: SegmentRules }
export type SegmentPreview = Full<Schemas['SegmentPreview']>
export type SegmentMember = Full<Schemas['SegmentMember']>
export type ImportField = Schemas['ImportField']
export type CustomerImportCard = Full<Schemas['CustomerImportCard']>
export type CustomerImport = Full<Schemas['CustomerImport']>
export type ImportRow = Full<Schemas['ImportRow']>
export type PortalConfig = Full<Schemas['PortalConfig']>
export type PortalFeature = Schemas['PortalFeature']
export type Feedback = Full<Schemas['Feedback']>
export type FeedbackStatus = Schemas['FeedbackStatus']
export type QuickReply = Full<Schemas['QuickReply']>
export type AssignmentSettings = Full<Schemas['AssignmentSettings']>
export type Session = Full<Schemas['Session']>
export type QueueInfo = Full<Schemas['QueueInfo']>
export type MySession = Full<Schemas['MySession']>
export type FileRef = Full<Schemas['FileRef']>
export type Message = Full<Schemas['Message']>
export type MessagePage = Full<Schemas['MessagePage']>
export type Transfer = Full<Schemas['Transfer']>
export type AssignmentRecord = Full<Schemas['AssignmentRecord']>
export type TicketStatus = Schemas['TicketStatus']
export type TicketPriority = Schemas['TicketPriority']
export type TicketCard = Full<Schemas['TicketCard']>
export type Ticket = Full<Schemas['Ticket']>
export type FollowUp = Full<Schemas['FollowUp']>
export type Category = Full<Schemas['Category']>
export type ArticleCard = Full<Schemas['ArticleCard']>
export type Article = Full<Schemas['Article']>
export type ArticleVersion = Full<Schemas['ArticleVersion']>
export type ArticleHit = Full<Schemas['ArticleHit']>
export type SearchResult = Full<Schemas['SearchResult']>
export type Answer = Full<Schemas['Answer']>
export type ImportJob = Full<Schemas['ImportJob']>
export type DataExport = Full<Schemas['DataExport']>
export type Erasure = Full<Schemas['Erasure']>
export type ErasurePreview = Full<Schemas['ErasurePreview']>

// Requests
export type LoginRequest = Schemas['LoginRequest']
export type UpdateMe = Schemas['UpdateMe']
export type RegisterCustomer = Schemas['RegisterCustomer']
export type NewUser = Schemas['NewUser']
export type UpdateUser = Schemas['UpdateUser']
export type NewTenant = Schemas['NewTenant']
export type NewTeam = Schemas['NewTeam']
export type NewCustomer = Schemas['NewCustomer']
export type NewOrganization = Schemas['NewOrganization']
export type ArchiveCustomer = Schemas['ArchiveCustomer']
export type TransferCustomer = Schemas['TransferCustomer']
export type SplitCustomer = Schemas['SplitCustomer']
export type NewMessage = Schemas['NewMessage']
export type NewTicket = Schemas['NewTicket']
export type NewSegment = Schemas['NewSegment']
export type SetPortalConfig = Schemas['SetPortalConfig']
export type NewArticle = Schemas['NewArticle']
