-- A tenant at size: {customers} customers, a tenth as many organizations, {users} users, {teams} teams, and what they
-- did. Ids count from {base}, so that two tenants share none. Keys are not checked and triggers do not run; what they
-- would have written, the tails of names, is written at the end of each table in the order of its index.
set search_path = tenants, core;
set work_mem = '64MB';
set session_replication_role = replica;

create temp table words (n int, surname text, given text, place text, kind text);
insert into words
select n, (array['王','李','张','刘','陈','杨','赵','黄','周','吴','徐','孙','胡','朱','高','林','何','郭','马','欧阳'])[1 + n % 20],
  (array['伟','芳','娜','秀英','敏','静','丽','强','磊','军','洋','勇','艳','杰','娟','涛','明','超','秀兰','霞'])[1 + (n / 20) % 20],
  (array['临江','清河','青山','东湖','南浦','西陵','北辰','安宁','永泰','和平','光明','新华','长宁','福田','石门'])[1 + n % 15],
  (array['人民医院','社区卫生服务中心','妇幼保健院','疾控中心','乡镇卫生院','中医院','口腔诊所','体检中心'])[1 + (n / 15) % 8]
from generate_series(0, 399) n;

insert into departments (tenant_id, id, parent_id, name, position) overriding system value
select {tenant}, {base} + g, case when g > 10 then {base} + 1 + g % 10 end, '部门 ' || g, g from generate_series(1, 200) g;

insert into users (tenant_id, id, username, name, email, phone, password_hash, department_id, status, last_login_at) overriding system value
select {tenant}, {base} + g, 'user' || g, w.surname || w.given || g % 97, 'user' || g || '@acme.example', '137' || lpad(g::text, 8, '0'), 'x',
  {base} + 1 + g % 200, case when g % 50 = 0 then 'inactive' else 'active' end, now() - make_interval(hours => g % 500)
from generate_series(1, {users}) g join words w on w.n = g % 400;
insert into user_roles (tenant_id, user_id, role_id)
select {tenant}, {base} + g, (select id from roles where tenant_id = {tenant} and code = case when g % 20 = 0 then 'supervisor' else 'agent' end)
from generate_series(1, {users}) g;
insert into agents (tenant_id, user_id, status, status_since)
select {tenant}, {base} + g, case g % 4 when 0 then 'online' when 1 then 'busy' else 'offline' end, now() from generate_series(1, {users}) g;

insert into teams (tenant_id, id, name, leader_id, skills) overriding system value
select {tenant}, {base} + g, w.place || w.kind || '服务组 ' || g, {base} + g, '上报,接种' from generate_series(1, {teams}) g join words w on w.n = g % 400;
insert into team_members (tenant_id, team_id, user_id)
select {tenant}, {base} + 1 + g % {teams}, {base} + g from generate_series(1, {users}) g;

insert into organizations (tenant_id, id, name, credit_code, region, industry, created_at) overriding system value
select {tenant}, {base} + g, w.place || '第' || g || w.kind, '91' || lpad(g::text, 16, '0'), w.place || '市', case g % 5 when 0 then 'government' when 1 then 'education' else 'medical' end,
  now() - make_interval(hours => g)
from generate_series(1, {customers} / 10) g join words w on w.n = g % 400;
insert into organization_names (tenant_id, organization_id, tail)
select {tenant}, o.id, t from organizations o, name_tails(o.name) as t where o.tenant_id = {tenant} and o.id > {base} order by t collate "C", o.id;
insert into customers (tenant_id, id, name, phone, email, vip, profile, organization_id, position, tags, last_seen_at, created_at) overriding system value
select {tenant}, {base} + g, w.surname || w.given || case when g % 3 = 0 then '' else v.given end, '13' || lpad(g::text, 9, '0'), null, g % 47 = 0,
  case when g % 20 = 0 then 'pending_archive' when g % 10 < 3 then 'temporary' else 'formal' end,
  case when g % 20 <> 0 and g % 10 >= 3 then {base} + 1 + g % ({customers} / 10) end, '科员', case when g % 25 = 0 then '重点,老客户' else '' end,
  case when g % 8 <> 0 then now() - make_interval(mins => (g * 7919::bigint % 500000)::int) end, now() - make_interval(mins => g)
from generate_series(1, {customers}) g join words w on w.n = g * 31 % 400 join words v on v.n = g * 17 % 400;
insert into customer_names (tenant_id, customer_id, tail)
select {tenant}, c.id, t from customers c, name_tails(c.name) as t where c.tenant_id = {tenant} and c.id > {base} order by t collate "C", c.id;

insert into registration_links (tenant_id, id, token, name, team_id, phone_code, created_by, created_at) overriding system value
select {tenant}, {base} + g, 'link-' || {base} + g, '活动 ' || g, {base} + 1 + g % {teams}, false, {base} + 1, now() from generate_series(1, 2000) g;

insert into conversations (tenant_id, id, status, customer_id, team_id, assignee_id, topic, channel, priority, message_seq, last_preview, last_kind, last_sender_kind,
  last_at, rating, rated_at, queued_at, assigned_at, first_reply_at, closed_at, close_reason, created_at, updated_at) overriding system value
select {tenant}, {base} + g, s.status, {base} + 1 + g % {customers}, case when g % 40 <> 0 then {base} + 1 + g % {teams} end,
  case when s.status <> 'queued' then {base} + 1 + g % {users} end, w.kind || '上报失败', 'portal', (g % 50 = 0)::int, 3, w.given || ',请看一下', 'text', 'customer',
  at + interval '5 min', case when g % 9 = 0 then 1 + g % 5 end, case when g % 9 = 0 then at end, at, case when s.status <> 'queued' then at end,
  case when s.status <> 'queued' then at end, case when s.status = 'closed' then at end, case when s.status = 'closed' then 'agent' end, at, at
from (select g, now() - make_interval(mins => ({customers} - g) * 2) as at from generate_series(1, {customers}) g) g
join words w on w.n = g % 400
cross join lateral (select case when g > {customers} - 1000 then 'queued' when g > {customers} - 6000 then 'active' else 'closed' end as status) s;
insert into assignments (tenant_id, id, conversation_id, kind, to_user_id, reason, at) overriding system value
select {tenant}, {base} + g, {base} + g, 'auto', {base} + 1 + g % {users}, 'least_loaded', now() - make_interval(mins => g) from generate_series(1, {customers} / 2) g;
insert into transfers (tenant_id, id, conversation_id, from_user_id, to_user_id, reason, status, created_at, decided_at) overriding system value
select {tenant}, {base} + g, {base} + {customers} - 1000 - g, {base} + 1, {base} + 1 + g % {users}, '', case when g % 10 = 0 then 'pending' else 'accepted' end, now(),
  case when g % 10 <> 0 then now() end
from generate_series(1, 4000) g;
insert into messages (tenant_id, id, conversation_id, seq, client_message_id, kind, content, sender_kind, sender_name, customer_count, staff_count, created_at) overriding system value
select {tenant}, {base} + g, {base} + 1 + g / 20, 1 + g % 20, 'm' || g, 'text', '您好', 'customer', '王芳', 1, 0, now() from generate_series(0, 20000) g;

insert into tickets (tenant_id, id, no, subject, description, status, priority, source, customer_id, assignee_id, team_id, created_by_kind, created_by_id,
  due_at, resolved_at, rating, rated_at, created_at, updated_at) overriding system value
select {tenant}, {base} + g, 'TK' || to_char(at, 'YYYYMMDD') || lpad(g::text, 6, '0'), w.kind || '打印异常', '', s.status, case when g % 30 = 0 then 'critical' when g % 7 = 0 then 'urgent' else 'normal' end,
  'portal', {base} + 1 + g % {customers}, case when g % 12 <> 0 then {base} + 1 + g % {users} end, {base} + 1 + g % {teams}, case when g % 3 = 0 then 'user' else 'customer' end,
  {base} + 1 + g % {users}, at + interval '2 days', case when s.status in ('resolved', 'closed') then at end, case when g % 6 = 0 then 1 + g % 5 end, case when g % 6 = 0 then at end, at, at
from (select g, now() - make_interval(mins => ({customers} - g * 2) * 2) as at from generate_series(1, {customers} / 2) g) g
join words w on w.n = g % 400
cross join lateral (select case when g > {customers} / 2 - 4000 then (array['pending', 'processing', 'waiting_customer', 'pending_review'])[1 + g % 4] when g % 9 = 0 then 'cancelled' when g % 5 = 0 then 'resolved' else 'closed' end as status) s;
insert into ticket_follow_ups (tenant_id, id, ticket_id, author_kind, author_name, content, internal, created_at) overriding system value
select {tenant}, {base} + g, {base} + 1 + g / 5, 'system', '', '已受理', false, now() from generate_series(0, 20000) g;
insert into ticket_assignments (tenant_id, id, ticket_id, kind, at) overriding system value
select {tenant}, {base} + g, {base} + 1 + g / 2, 'auto', now() from generate_series(0, 20000) g;

insert into customer_feedback (tenant_id, id, customer_id, feedback_type, content, status, created_at, updated_at) overriding system value
select {tenant}, {base} + g, {base} + 1 + g % 3000, 'service', '很好', 1 + g % 6, now(), now() from generate_series(1, 20000) g;

insert into archive_applications (tenant_id, id, customer_id, status, person, created_by, created_by_name, submitted_at, decided_at, decided_by, created_at, updated_at) overriding system value
select {tenant}, {base} + g, {base} + g * 4, s.status, '{}', {base} + 1 + g % {users}, '周敏', now(), case when s.status in ('approved', 'rejected') then now() end,
  case when s.status in ('approved', 'rejected') then {base} + 1 end, now(), now()
from generate_series(1, {customers} / 5) g
cross join lateral (select (array['approved', 'approved', 'rejected', 'withdrawn', 'approved', 'submitted', 'approved', 'draft'])[1 + g % 8] as status) s;
insert into archive_records (tenant_id, id, customer_id, customer_name, kind, from_profile, to_profile, application_id, actor_name, created_at) overriding system value
select {tenant}, {base} + g, {base} + 1 + g % {customers}, w.surname || w.given, (array['submitted', 'approved', 'rejected', 'withdrawn', 'converted', 'transferred', 'merged', 'split', 'deleted'])[1 + g % 9],
  'temporary', 'formal', {base} + g % ({customers} / 5), '周敏', now() - make_interval(mins => {customers} - g)
from generate_series(1, {customers} / 2) g join words w on w.n = g % 400;

insert into customer_team_relations (tenant_id, id, customer_id, team_id, priority, rank, problem_types, business_types, valid_from, valid_until, reason, created_by, created_at, updated_at, ended_at) overriding system value
select {tenant}, {base} + g, {base} + g, {base} + 1 + g % {teams}, case when g % 4 = 0 then 'secondary' else 'primary' end, 1, '', '',
  now() - interval '90 days' + case when g % 50 = 0 then interval '120 days' else interval '0' end,
  case when g % 3 = 0 then now() + make_interval(days => g % 400 - 40) + case when g % 50 = 0 then interval '120 days' else interval '0' end end, '年度合同', {base} + 1, now(), now() - make_interval(mins => g),
  case when g % 10 = 0 then now() end
from generate_series(1, {customers} / 4) g;
insert into customer_team_relation_changes (tenant_id, id, relation_id, customer_id, team_id, kind, reason, changes, by_name, at) overriding system value
select {tenant}, {base} + g, {base} + g, {base} + g, {base} + 1 + g % {teams}, 'created', '', '{}', '周敏', now() from generate_series(1, {customers} / 4) g;
insert into customer_segments (tenant_id, id, name, rules, created_at, updated_at) overriding system value
select {tenant}, {base} + g, '分群 ' || g, '{"matches":"all","conditions":[{"field":"vip","is":true}]}', now(), now() from generate_series(1, 200) g;

insert into articles (tenant_id, id, title, body, html, summary, status, views, published_at, updated_at) overriding system value
select {tenant}, {base} + g, w.kind || '常见问题 ' || g, '', '', '', case when g % 10 = 0 then 'draft' else 'published' end, g * 7919::bigint % 10007, now(), now() - make_interval(mins => g)
from generate_series(1, 4000) g join words w on w.n = g % 400;
insert into article_tags (tenant_id, article_id, place, tag) select {tenant}, {base} + g, 0, case when g % 20 = 0 then '上报' else '接种' end from generate_series(1, 4000) g;
insert into article_versions (tenant_id, article_id, version, title, body) select {tenant}, {base} + g, 1, '常见问题', '' from generate_series(1, 4000) g;
insert into self_service_sessions (tenant_id, id, token, customer_id, session_type, initial_question) overriding system value
select {tenant}, {base} + g, 'visit-' || {base} + g, {base} + 1 + g % 3000, 'ai_chat', '怎么上报' from generate_series(1, 20000) g;
insert into session_interactions (tenant_id, id, token, session_id, user_input, system_response, outcome, ai_confidence, degraded, response_time_ms, article_ids) overriding system value
select {tenant}, {base} + g, 'turn-' || {base} + g, {base} + 1 + g / 2, '怎么上报', '', 'answered', 900, false, 9, '' from generate_series(1, 30000) g;

insert into audit_events (tenant_id, seq, at, actor_kind, actor_id, actor_name, action, target, detail, trace_id, previous_hash, hash)
select {tenant}, 1000 + g, now() - make_interval(mins => 100000 - g), 'user', {base} + 1 + g % {users}, w.surname || w.given, (array['user.lock', 'customer.reveal', 'role.update', 'ticket.delete'])[1 + g % 4], 'x', '{}', 't', 'h', 'h'
from generate_series(1, {customers} / 2) g join words w on w.n = g % 400;
insert into mails (tenant_id, id, recipient, subject, body) overriding system value select {tenant}, {base} + g, 'a@acme.example', '您好', '' from generate_series(1, 20000) g;
insert into api_keys (tenant_id, id, name, prefix, digest, permissions, created_by) overriding system value
select {tenant}, {base} + g, 'key ' || g, 'pk', 'digest-' || {base} + g, 'tickets:read', {base} + 1 from generate_series(1, 3000) g;
insert into quick_replies (tenant_id, id, category, title, shortcut, content, created_at, updated_at) overriding system value
select {tenant}, {base} + g, '通用', '您好 ' || g, '', '您好', now(), now() from generate_series(1, 3000) g;
insert into sign_ins (tenant_id, id, principal_kind, principal_id, refresh_digest, expires_at) overriding system value
select {tenant}, {base} + g, 'user', {base} + 1 + g % {users}, 'd' || g, now() + interval '1 day' from generate_series(1, 20000) g;
insert into platform.api_calls (request_id, at, tenant, principal, method, route, path, status, latency_us, request_bytes, response_bytes)
select 'r' || g, now() - make_interval(secs => 100000 - g), {tenant}, 'user/1', (array['GET', 'POST', 'PUT'])[1 + g % 3], '/api/v1/tickets', '/api/v1/tickets/' || g, case when g % 20 = 0 then 404 when g % 500 = 0 then 500 else 200 end,
  g * 7919::bigint % 90000, 10, 900
from generate_series(1, {customers} / 2) g;

drop table words;
set session_replication_role = origin;
