-- Files; tickets with what happened to them; the portal's look; feedback.
create table files (
  tenant_id bigint not null,
  id bigint generated always as identity,
  -- The public name: 256 random bits. Kept readable, because links are made from it.
  token text not null,
  -- Where the object store has the bytes: {tenant}/{uuid}. Written only after the object is complete.
  object_key text not null,
  name text not null check (length(name) between 1 and 200),
  size bigint not null check (size > 0),
  mime text not null,
  sha256 text not null,
  width integer,
  height integer,
  uploader_kind text not null check (uploader_kind in ('user', 'customer', 'api_key', 'system')),
  uploader_id bigint not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint files_token_key unique (tenant_id, token)
);
select core.make_tenant_table('files');
alter table messages add constraint messages_file_fkey foreign key (tenant_id, file_id) references files (tenant_id, id);
create index messages_by_file on messages (tenant_id, file_id) where file_id is not null;

-- The number of tickets that a tenant made on a day (yyyymmdd); the source of ticket numbers.
create table ticket_counters (
  tenant_id bigint not null,
  day integer not null,
  last integer not null check (last > 0),
  primary key (tenant_id, day)
);
select core.make_tenant_table('ticket_counters');

create table tickets (
  tenant_id bigint not null,
  id bigint generated always as identity,
  no text not null,
  subject text not null check (length(subject) between 1 and 200),
  description text not null check (length(description) <= 20000),
  status text not null check (status in ('pending', 'processing', 'waiting_customer', 'pending_review', 'resolved', 'closed', 'cancelled')),
  priority text not null check (priority in ('normal', 'urgent', 'critical')),
  category text check (length(category) between 1 and 64),
  source text not null check (source in ('agent', 'portal', 'session')),
  customer_id bigint,
  -- The conversation that it came from.
  session_id bigint,
  assignee_id bigint,
  team_id bigint,
  created_by_kind text not null check (created_by_kind in ('user', 'customer', 'api_key', 'system')),
  created_by_id bigint not null,
  -- Rises with every change: what an editor must have seen.
  version integer not null default 1,
  due_at timestamptz,
  -- Since when the customer is to answer: the clock stands still.
  waiting_since timestamptz,
  first_response_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  rating smallint check (rating between 1 and 5),
  rating_comment text check (length(rating_comment) <= 1000),
  rated_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint tickets_no_key unique (tenant_id, no),
  constraint tickets_session_fkey foreign key (tenant_id, session_id) references conversations (tenant_id, id),
  constraint tickets_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  constraint tickets_assignee_fkey foreign key (tenant_id, assignee_id) references users (tenant_id, id),
  constraint tickets_team_fkey foreign key (tenant_id, team_id) references teams (tenant_id, id)
);
create index tickets_by_update on tickets (tenant_id, updated_at desc, id desc) where deleted_at is null;
create index tickets_by_status on tickets (tenant_id, status, updated_at desc, id desc) where deleted_at is null;
create index tickets_by_assignee on tickets (tenant_id, assignee_id, updated_at desc, id desc) where deleted_at is null;
create index tickets_by_team on tickets (tenant_id, team_id, updated_at desc, id desc) where deleted_at is null;
create index tickets_by_customer on tickets (tenant_id, customer_id, updated_at desc, id desc) where deleted_at is null;
create index tickets_by_session on tickets (tenant_id, session_id) where session_id is not null and deleted_at is null;
-- For the sweep that closes what was resolved long ago.
create index tickets_by_resolution on tickets (tenant_id, resolved_at) where status = 'resolved' and deleted_at is null;
select core.make_tenant_table('tickets');
alter table conversation_tickets add constraint conversation_tickets_ticket_fkey foreign key (tenant_id, ticket_id) references tickets (tenant_id, id);

-- What was done and said, oldest first. A change of state is a follow-up too.
create table ticket_follow_ups (
  tenant_id bigint not null,
  id bigint generated always as identity,
  ticket_id bigint not null,
  author_kind text not null check (author_kind in ('user', 'customer', 'system')),
  author_id bigint,
  author_name text not null,
  content text not null check (length(content) <= 5000),
  -- Hidden from customers.
  internal boolean not null,
  from_status text,
  to_status text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  check ((from_status is null) = (to_status is null)),
  foreign key (tenant_id, ticket_id) references tickets (tenant_id, id) on delete cascade
);
create index ticket_follow_ups_by_ticket on ticket_follow_ups (tenant_id, ticket_id, id);
select core.make_tenant_table('ticket_follow_ups');

create table ticket_attachments (
  tenant_id bigint not null,
  ticket_id bigint not null,
  file_id bigint not null,
  -- Null: came with the ticket itself.
  follow_up_id bigint,
  primary key (tenant_id, ticket_id, file_id),
  foreign key (tenant_id, ticket_id) references tickets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, follow_up_id) references ticket_follow_ups (tenant_id, id) on delete cascade,
  constraint ticket_attachments_file_fkey foreign key (tenant_id, file_id) references files (tenant_id, id)
);
create index ticket_attachments_by_file on ticket_attachments (tenant_id, file_id);
select core.make_tenant_table('ticket_attachments');

create table ticket_assignments (
  tenant_id bigint not null,
  id bigint generated always as identity,
  ticket_id bigint not null,
  kind text not null check (kind in ('auto', 'assign', 'reassign', 'takeover', 'transfer', 'claim', 'requeue')),
  from_user_id bigint,
  to_user_id bigint,
  reason text not null default '',
  by_user_id bigint,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references tickets (tenant_id, id) on delete cascade
);
create index ticket_assignments_by_ticket on ticket_assignments (tenant_id, ticket_id, id);
select core.make_tenant_table('ticket_assignments');

-- Tenants that changed their portal's look; the others have the defaults of the code.
create table portal_configs (
  tenant_id bigint primary key,
  title text not null check (length(title) between 1 and 100),
  welcome text not null check (length(welcome) <= 500),
  theme_color text not null check (theme_color ~ '^#[0-9a-f]{6}$'),
  logo_url text check (length(logo_url) <= 500),
  contact_phone text check (length(contact_phone) <= 40),
  contact_email text check (length(contact_email) <= 200),
  -- Comma-separated; never a search key.
  features text not null,
  updated_by bigint,
  updated_at timestamptz not null
);
select core.make_tenant_table('portal_configs');

-- 001 §3.2, with the six states of its §5.2.
create table customer_feedback (
  tenant_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  feedback_type text not null check (feedback_type in ('service', 'feature', 'bug', 'suggestion')),
  related_type text check (related_type in ('ticket', 'knowledge', 'session')),
  related_id bigint,
  rating smallint check (rating between 1 and 5),
  content text not null check (length(content) between 1 and 5000),
  suggestions text check (length(suggestions) <= 5000),
  contact_required boolean not null default false,
  -- 1 high, 2 middle, 3 low.
  priority_level smallint not null default 2 check (priority_level between 1 and 3),
  -- 1 pending, 2 processing, 3 processed, 4 closed, 5 more information needed, 6 to be processed again.
  status smallint not null default 1 check (status between 1 and 6),
  processed_by bigint,
  processed_at timestamptz,
  response text check (length(response) <= 5000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, processed_by) references users (tenant_id, id)
);
create index customer_feedback_by_customer on customer_feedback (tenant_id, customer_id, id desc);
create index customer_feedback_by_status on customer_feedback (tenant_id, status, id desc);
select core.make_tenant_table('customer_feedback');

-- Lists of choices that a tenant keeps itself (003 §2.10.6), like the categories of tickets.
create table dictionary_items (
  tenant_id bigint not null,
  dictionary text not null check (length(dictionary) between 1 and 64),
  code text not null check (length(code) between 1 and 64),
  name_zh text not null check (length(name_zh) between 1 and 64),
  name_en text not null check (length(name_en) between 1 and 64),
  sort integer not null default 0,
  primary key (tenant_id, dictionary, code)
);
select core.make_tenant_table('dictionary_items');
