//! What becomes of each table of a tenant. A test compares the names with the catalogue, so that no new table is
//! forgotten, and another one looks for the person in all of them afterwards.

/// A statement that is repeated until it changes nothing. $1 = tenant, $2 = the customers, $3 = their phone
/// numbers and addresses, $4 = what stands where a name was, $5 = how many rows at once.
pub struct Step {
    pub table: &'static str,
    pub sql: &'static str,
    /// Says itself which rows are left, so that many rows are several short transactions.
    pub in_batches: bool,
}

macro_rules! steps {
    ($($table:literal $(, $batches:literal)? => $sql:literal;)*) => {
        /// In this order; the customer's own row comes after all of them.
        pub const STEPS: &[Step] = &[$(Step { table: $table, sql: $sql, in_batches: false $(|| $batches)? }),*];
    };
}

steps! {
    "messages", true =>
      "update messages set content = '', file_id = null, sender_name = case sender_kind when 'customer' then $4 else sender_name end
       where tenant_id = $1 and id in (
         select m.id from messages m join conversations c on c.tenant_id = $1 and c.id = m.conversation_id
         where m.tenant_id = $1 and c.customer_id = any ($2)
           and (m.content <> '' or m.file_id is not null or (m.sender_kind = 'customer' and m.sender_name <> $4)) limit $5)";
    // What went to another person when one profile was split in two.
    "messages", true =>
      "update messages set sender_name = $4 where tenant_id = $1 and id in (
         select m.id from messages m where m.tenant_id = $1 and m.sender_kind = 'customer' and m.sender_id = any ($2) and m.sender_name <> $4
           and exists (select 1 from archive_records r where r.tenant_id = $1 and r.customer_id = any ($2) and r.kind = 'split') limit $5)";
    "conversations" =>
      "update conversations set topic = null, last_preview = null, summary = null, tags = '', rating_comment = null,
         assign_reason = case when assign_reason ~ '^(auto|self)\\.' then assign_reason end
       where tenant_id = $1 and customer_id = any ($2)";
    "assignments" =>
      "update assignments set reason = '' where tenant_id = $1 and reason !~ '^(auto|self)\\.'
         and conversation_id in (select c.id from conversations c where c.tenant_id = $1 and c.customer_id = any ($2))";
    "transfers" =>
      "update transfers set reason = '' where tenant_id = $1
         and conversation_id in (select c.id from conversations c where c.tenant_id = $1 and c.customer_id = any ($2))";
    "ticket_follow_ups" =>
      "update ticket_follow_ups set content = '', author_name = case author_kind when 'customer' then $4 else author_name end
       where tenant_id = $1 and ticket_id in (select t.id from tickets t where t.tenant_id = $1 and t.customer_id = any ($2))";
    "ticket_follow_ups" =>
      "update ticket_follow_ups set author_name = $4 where tenant_id = $1 and author_kind = 'customer' and author_id = any ($2)
         and exists (select 1 from archive_records r where r.tenant_id = $1 and r.customer_id = any ($2) and r.kind = 'split')";
    "ticket_assignments" =>
      "update ticket_assignments set reason = '' where tenant_id = $1
         and ticket_id in (select t.id from tickets t where t.tenant_id = $1 and t.customer_id = any ($2))";
    "ticket_attachments" =>
      "delete from ticket_attachments where tenant_id = $1
         and ticket_id in (select t.id from tickets t where t.tenant_id = $1 and t.customer_id = any ($2))";
    "tickets" =>
      "update tickets set subject = $4, description = '', rating_comment = null where tenant_id = $1 and customer_id = any ($2)";
    "customer_feedback" =>
      "update customer_feedback set content = $4, suggestions = null, response = null where tenant_id = $1 and customer_id = any ($2)";
    // New tokens: whoever holds an old one may not go on with the visit.
    "session_interactions" =>
      "update session_interactions set user_input = '', system_response = '', token = gen_random_uuid()::text where tenant_id = $1
         and session_id in (select s.id from self_service_sessions s where s.tenant_id = $1 and s.customer_id = any ($2))";
    "self_service_sessions" =>
      "update self_service_sessions set initial_question = '', token = gen_random_uuid()::text where tenant_id = $1 and customer_id = any ($2)";
    "search_keywords" =>
      "delete from search_keywords where tenant_id = $1 and keyword = any ($3)";
    "search_askers" =>
      "delete from search_askers where tenant_id = $1 and keyword = any ($3)";
    "archive_records" =>
      "update archive_records set customer_name = $4, other_customer_name = case when other_customer_id is null then null else other_customer_name end,
         from_organization = null, to_organization = null, proposal = null, note = '' where tenant_id = $1 and customer_id = any ($2)";
    // Of the others that it was merged with or split from: their side of the story.
    "archive_records" =>
      "update archive_records set other_customer_name = $4, note = '' where tenant_id = $1 and other_customer_id = any ($2)";
    "archive_applications" =>
      "delete from archive_applications where tenant_id = $1 and customer_id = any ($2)";
    "customer_team_relation_changes" =>
      "delete from customer_team_relation_changes where tenant_id = $1 and customer_id = any ($2)";
    "customer_team_relation_changes" =>
      "delete from customer_team_relation_changes where tenant_id = $1
         and relation_id in (select r.id from customer_team_relations r where r.tenant_id = $1 and r.customer_id = any ($2))";
    "customer_team_relations" =>
      "delete from customer_team_relations where tenant_id = $1 and customer_id = any ($2)";
    // Of an import that left the row out: its cells, and what was wrong with them.
    "customer_import_rows" =>
      "delete from customer_import_rows r where r.tenant_id = $1 and (r.customer_id = any ($2)
         or exists (select from unnest($3::text[]) known where position(known in r.issues) > 0 or position(known in coalesce(r.cells, '')) > 0))";
    "sign_ins" =>
      "delete from sign_ins where tenant_id = $1 and principal_kind = 'customer' and principal_id = any ($2)";
    "login_failures" =>
      "delete from login_failures where tenant_id = $1 and account in (select 'customer:' || lower(c) from unnest($3::text[]) c)";
    "phone_codes" =>
      "delete from phone_codes where tenant_id = $1 and phone = any ($3)";
}

/// Tables that `run` sees to in its own way: their objects or files go first, or the text is searched.
pub const BY_HAND: &[&str] = &["customers", "data_exports", "erasures", "events", "files", "idempotency_keys", "mails"];

/// Tables that hold nothing about customers but numbers, and why the doubtful ones are among them.
pub const UNTOUCHED: &[&str] = &[
    "agents",
    "ai_accounts",
    "ai_alerts",
    "ai_bindings",
    // Numbers of calls; what was asked and answered is not kept.
    "ai_calls",
    "ai_group_keys",
    "ai_group_members",
    "ai_groups",
    "ai_health_checks",
    "ai_settings",
    "ai_totals",
    "ai_usage_hours",
    "api_keys",
    "archive_settings",
    "article_categories",
    "article_import_errors",
    "article_import_parts",
    "article_imports",
    "article_tags",
    "article_versions",
    "articles",
    "assignment_settings",
    // Of a customer the trail holds the number alone, from its writing on (`kernel::audit`).
    "audit_events",
    "audit_heads",
    "calendar_days",
    "calendars",
    "conversation_tickets",
    // The file itself goes when the import ends, after a week at the latest.
    "customer_imports",
    // Made of the names by triggers, and goes with them.
    "customer_names",
    "customer_segments",
    "departments",
    "dictionary_items",
    "message_senders",
    "mfa_roles",
    "organization_names",
    // Companies are no persons; they are edited and deleted on their own.
    "organizations",
    "password_resets",
    // Counts of codes by network.
    "phone_code_networks",
    "portal_configs",
    "quick_replies",
    "recovery_codes",
    "registration_links",
    "role_grants",
    "roles",
    // Of users alone; customers have no account at a provider.
    "sign_in_accounts",
    "sign_in_apps",
    "sign_in_settings",
    "sign_in_states",
    "sign_in_subjects",
    "streams",
    "team_members",
    "team_schedules",
    "teams",
    "ticket_counters",
    "totps",
    "user_roles",
    "users",
];
