//! What an archive holds: for each file of it the rows, in the clear. Contact data is not masked here: the
//! archive is the person's own.

use kernel::{Result, TenantTx};

/// Rows that are read at once.
const PAGE: i64 = 500;

/// A list of the archive.
pub struct Section {
    /// `{name}.json`.
    pub name: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// Selects columns, `id` first, of tenant $1 and customers $2, above the id $3, at most $4.
    sql: &'static str,
}

macro_rules! sections {
    ($($name:literal, $zh:literal, $en:literal, $sql:literal;)*) => {
        pub const SECTIONS: &[Section] = &[$(Section { name: $name, zh: $zh, en: $en, sql: $sql }),*];
    };
}

sections! {
    "profile", "档案", "Profile",
    r#"select c.id, c.name, c.gender, c.phone, c.landline, c.email, c.position, c.department, c.emergency_phone as "emergencyPhone", c.duty, c.vip,
         c.profile, c.tags, c.note, c.locale, c.phone_verified_at as "phoneVerifiedAt", c.last_seen_at as "lastSeenAt", c.created_at as "createdAt",
         c.updated_at as "updatedAt", c.merged_into as "mergedInto"
       from customers c where c.tenant_id = $1 and c.id = any ($2) and c.id > $3 order by c.id limit $4"#;
    "organizations", "所属机构", "Organization",
    r#"select o.id, o.name, o.credit_code as "creditCode", o.region, o.address, o.phone, o.industry, o.size
       from organizations o where o.tenant_id = $1 and o.id > $3
         and o.id in (select c.organization_id from customers c where c.tenant_id = $1 and c.id = any ($2)) order by o.id limit $4"#;
    "registration", "快捷注册", "Registration",
    r#"select c.id, l.name as link, l.topic, l.created_at as "linkCreatedAt", c.phone_verified_at as "phoneVerifiedAt"
       from customers c join registration_links l on l.tenant_id = c.tenant_id and l.id = c.registration_link_id
       where c.tenant_id = $1 and c.id = any ($2) and c.id > $3 order by c.id limit $4"#;
    "relations", "服务关系", "Service relations",
    r#"select r.id, t.name as team, r.priority, r.rank, r.problem_types as "problemTypes", r.business_types as "businessTypes",
         r.valid_from as "validFrom", r.valid_until as "validUntil", r.reason, r.created_at as "createdAt", r.ended_at as "endedAt"
       from customer_team_relations r join teams t on t.tenant_id = r.tenant_id and t.id = r.team_id
       where r.tenant_id = $1 and r.customer_id = any ($2) and r.id > $3 order by r.id limit $4"#;
    "relation-changes", "服务关系变更", "Changes of service relations",
    r#"select h.id, h.relation_id as "relationId", h.kind, h.reason, h.changes, h.by_name as "by", h.at
       from customer_team_relation_changes h where h.tenant_id = $1 and h.customer_id = any ($2) and h.id > $3 order by h.id limit $4"#;
    "archive-applications", "归档申请", "Archive applications",
    r#"select a.id, a.status, a.person::json as person, a.new_organization::json as "newOrganization", a.note, a.created_by_name as "createdBy",
         a.submitted_at as "submittedAt", a.decided_by_name as "decidedBy", a.decided_at as "decidedAt", a.opinion, a.created_at as "createdAt"
       from archive_applications a where a.tenant_id = $1 and a.customer_id = any ($2) and a.id > $3 order by a.id limit $4"#;
    "archive-records", "归档记录", "Archive records",
    r#"select r.id, r.customer_name as "customerName", r.kind, r.from_profile as "fromProfile", r.to_profile as "toProfile",
         r.from_organization as "fromOrganization", r.to_organization as "toOrganization", r.other_customer_name as "otherCustomerName",
         r.note, r.actor_name as "actor", r.created_at as "createdAt"
       from archive_records r where r.tenant_id = $1 and r.customer_id = any ($2) and r.id > $3 order by r.id limit $4"#;
    "conversations", "会话", "Conversations",
    r#"select c.id, c.status, c.topic, c.channel, t.name as team, u.name as agent, c.summary, c.tags, c.close_reason as "closeReason", c.rating,
         c.rating_comment as "ratingComment", c.rated_at as "ratedAt", c.queued_at as "queuedAt", c.assigned_at as "assignedAt",
         c.closed_at as "closedAt", c.created_at as "createdAt"
       from conversations c left join teams t on t.tenant_id = c.tenant_id and t.id = c.team_id
         left join users u on u.tenant_id = c.tenant_id and u.id = c.assignee_id
       where c.tenant_id = $1 and c.customer_id = any ($2) and c.id > $3 order by c.id limit $4"#;
    "messages", "消息", "Messages",
    r#"select m.id, m.conversation_id as "conversationId", m.created_at as "at", m.sender_kind as "senderKind", m.sender_name as "sender", m.kind,
         m.content, m.file_id as "fileId"
       from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
       where m.tenant_id = $1 and c.customer_id = any ($2) and m.id > $3 order by m.id limit $4"#;
    "tickets", "工单", "Tickets",
    r#"select t.id, t.no, t.subject, t.description, t.status, t.priority, t.category, t.source, u.name as assignee, t.due_at as "dueAt", t.rating,
         t.rating_comment as "ratingComment", t.rated_at as "ratedAt", t.resolved_at as "resolvedAt", t.closed_at as "closedAt",
         t.created_at as "createdAt", t.deleted_at as "deletedAt"
       from tickets t left join users u on u.tenant_id = t.tenant_id and u.id = t.assignee_id
       where t.tenant_id = $1 and t.customer_id = any ($2) and t.id > $3 order by t.id limit $4"#;
    "ticket-follow-ups", "工单跟进记录", "Follow-ups of tickets",
    r#"select f.id, t.no as ticket, f.created_at as "at", f.author_kind as "authorKind", f.author_name as "author", f.internal, f.content,
         f.from_status as "fromStatus", f.to_status as "toStatus"
       from ticket_follow_ups f join tickets t on t.tenant_id = f.tenant_id and t.id = f.ticket_id
       where f.tenant_id = $1 and t.customer_id = any ($2) and f.id > $3 order by f.id limit $4"#;
    "feedback", "反馈", "Feedback",
    r#"select f.id, f.feedback_type as "type", f.related_type as "relatedType", f.related_id as "relatedId", f.rating, f.content, f.suggestions,
         f.contact_required as "contactRequired", f.status, f.response, f.processed_at as "processedAt", f.created_at as "createdAt"
       from customer_feedback f where f.tenant_id = $1 and f.customer_id = any ($2) and f.id > $3 order by f.id limit $4"#;
    "self-service-visits", "自助访问", "Self-service visits",
    r#"select s.id, s.session_type as "type", s.initial_question as "initialQuestion", s.resolution_status as "resolution",
         s.interaction_count as "interactions", s.created_at as "createdAt", s.ended_at as "endedAt"
       from self_service_sessions s where s.tenant_id = $1 and s.customer_id = any ($2) and s.id > $3 order by s.id limit $4"#;
    "self-service-questions", "自助问答", "Questions of self-service visits",
    r#"select i.id, i.session_id as "visitId", i.created_at as "at", i.user_input as "question", i.system_response as "answer", i.outcome,
         i.helpful_rating as "rating"
       from session_interactions i join self_service_sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id
       where i.tenant_id = $1 and s.customer_id = any ($2) and i.id > $3 order by i.id limit $4"#;
    "sign-ins", "登录", "Sign-ins",
    r#"select s.id, s.created_at as "at", s.last_used_at as "lastUsedAt", s.expires_at as "expiresAt", s.revoked_at as "endedAt", s.ip,
         s.user_agent as "userAgent"
       from sign_ins s where s.tenant_id = $1 and s.principal_kind = 'customer' and s.principal_id = any ($2) and s.id > $3 order by s.id limit $4"#;
    "letters", "邮件与短信", "Mails and short messages",
    r#"select m.id, m.channel, m.recipient, m.subject, m.created_at as "createdAt", m.sent_at as "sentAt"
       from mails m where m.tenant_id = $1 and m.id > $3
         and (m.customer_id = any ($2) or m.recipient in (select unnest(array[c.phone, c.email]) from customers c where c.tenant_id = $1 and c.id = any ($2)))
       order by m.id limit $4"#;
    "audit", "审计记录", "Audit trail",
    r#"select a.seq as id, a.at, a.actor_kind as "actorKind", a.actor_name as "actor", a.action, a.target, a.detail::json as detail
       from audit_events a where a.tenant_id = $1 and a.seq > $3
         and (a.target in (select 'customer/' || s from unnest($2::bigint[]) s) or (a.actor_kind = 'customer' and a.actor_id = any ($2)))
       order by a.seq limit $4"#;
}

/// The next rows of a section after `after`, as JSON; the last one's id with them.
pub async fn rows(tx: &mut TenantTx, section: &Section, who: &[i64], after: i64) -> Result<Vec<(i64, String)>> {
    let tenant = tx.tenant();
    // The sections are constants of this file.
    let sql = format!("select q.id, row_to_json(q)::text from ({}) q", section.sql);
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(who)
        .bind(after)
        .bind(PAGE)
        .fetch_all(tx.conn())
        .await?)
}
