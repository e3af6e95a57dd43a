-- Live chat: conversations and their messages, who serves and how much, every change of hands, canned replies.
create table conversations (
  tenant_id bigint not null,
  id bigint generated always as identity,
  status text not null check (status in ('queued', 'active', 'closed')),
  customer_id bigint not null,
  team_id bigint,
  -- Who serves; who served last once closed.
  assignee_id bigint,
  topic text check (length(topic) <= 200),
  channel text not null check (channel in ('portal', 'h5', 'widget', 'agent')),
  -- Higher first; 1 = VIP. Fixed when the customer joins the queue.
  priority smallint not null default 0 check (priority between 0 and 9),

  -- Number of the newest message, and of the newest that the customer may see.
  message_seq bigint not null default 0,
  public_seq bigint not null default 0,
  -- Messages that count as unread for the other side, and how many of them that side has read.
  customer_total bigint not null default 0,
  staff_total bigint not null default 0,
  agent_read_seq bigint not null default 0,
  agent_read_total bigint not null default 0,
  customer_read_seq bigint not null default 0,
  customer_read_total bigint not null default 0,
  last_kind text,
  last_preview text,
  last_sender_kind text,
  last_at timestamptz,

  -- What the waiting customer was last told; null = not told yet, or (wait) not known.
  shown_position integer,
  shown_size integer,
  shown_wait_low integer,
  shown_wait_high integer,

  assign_reason text,
  summary text,
  -- Comma-separated; never a search key.
  tags text not null default '',
  close_reason text check (close_reason in ('agent', 'customer', 'abandoned', 'idle')),
  rating smallint check (rating between 1 and 5),
  rating_comment text,
  rated_at timestamptz,
  -- Kept when a conversation is queued again, so that nobody waits twice.
  queued_at timestamptz not null,
  assigned_at timestamptz,
  first_reply_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id),
  foreign key (tenant_id, assignee_id) references users (tenant_id, id),
  constraint conversations_assignee_check check ((status = 'queued') <= (assignee_id is null) and (status = 'active') <= (assignee_id is not null)),
  constraint conversations_closed_check check ((status = 'closed') = (closed_at is not null)),
  constraint conversations_read_check check (agent_read_seq <= message_seq and customer_read_seq <= message_seq
    and agent_read_total <= customer_total and customer_read_total <= staff_total)
);
-- A customer has at most one open conversation.
create unique index conversations_open_key on conversations (tenant_id, customer_id) where status <> 'closed';
create index conversations_by_customer on conversations (tenant_id, customer_id, id desc);
create index conversations_by_assignee on conversations (tenant_id, assignee_id, status, id desc);
create index conversations_by_status on conversations (tenant_id, status, id desc);
-- The queue in its order; pool 0 is the one of conversations without a team.
create index conversations_queue on conversations (tenant_id, (coalesce(team_id, 0)), priority desc, queued_at, id) where status = 'queued';
select core.make_tenant_table('conversations');

create table messages (
  tenant_id bigint not null,
  id bigint generated always as identity,
  conversation_id bigint not null,
  seq bigint not null check (seq > 0),
  client_message_id text not null check (length(client_message_id) between 1 and 64),
  kind text not null check (kind in ('text', 'image', 'file', 'note', 'system')),
  content text not null check (length(content) <= 5000),
  file_id bigint,
  sender_kind text not null check (sender_kind in ('customer', 'user', 'system')),
  sender_id bigint,
  -- As it was when the message was sent.
  sender_name text not null,
  -- The conversation's counters after this message: reading up to here leaves total - count unread.
  customer_count bigint not null,
  staff_count bigint not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  constraint messages_seq_key unique (tenant_id, conversation_id, seq),
  constraint messages_client_key unique (tenant_id, conversation_id, sender_kind, sender_id, client_message_id)
);
select core.make_tenant_table('messages', 'select, insert');

-- Tickets that were made from a conversation; filled by the ticket that names it.
create table conversation_tickets (
  tenant_id bigint not null,
  conversation_id bigint not null,
  ticket_id bigint not null,
  primary key (tenant_id, conversation_id, ticket_id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
select core.make_tenant_table('conversation_tickets');

-- Presence and load in one row, so that its lock covers both: nobody who went offline or filled up
-- a moment ago is given another conversation.
create table agents (
  tenant_id bigint not null,
  user_id bigint not null,
  status text not null default 'offline' check (status in ('online', 'busy', 'away', 'offline')),
  status_since timestamptz not null,
  -- Last sign of an open connection; null = none seen since the status was set.
  seen_at timestamptz,
  -- Active conversations. 100 is the hard limit of users.max_sessions.
  load integer not null default 0 constraint agents_load_check check (load between 0 and 100),
  last_assigned_at timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index agents_by_status on agents (tenant_id, status);
select core.make_tenant_table('agents');

-- Every change of hands, with its reason and - when the system decided - what it saw.
create table assignments (
  tenant_id bigint not null,
  id bigint generated always as identity,
  conversation_id bigint not null,
  kind text not null check (kind in ('auto', 'assign', 'reassign', 'takeover', 'transfer', 'claim', 'requeue')),
  team_id bigint,
  from_user_id bigint,
  to_user_id bigint,
  by_user_id bigint,
  reason text not null,
  -- JSON.
  explain text,
  -- For those that ended a wait: since when the customer had waited. The queue's estimate reads it.
  queued_at timestamptz,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, from_user_id) references users (tenant_id, id),
  foreign key (tenant_id, to_user_id) references users (tenant_id, id),
  foreign key (tenant_id, by_user_id) references users (tenant_id, id)
);
create index assignments_by_conversation on assignments (tenant_id, conversation_id, id);
create index assignments_by_user on assignments (tenant_id, to_user_id, at desc);
create index assignments_accepts on assignments (tenant_id, (coalesce(team_id, 0)), at desc) where queued_at is not null;
select core.make_tenant_table('assignments', 'select, insert');

create table transfers (
  tenant_id bigint not null,
  id bigint generated always as identity,
  conversation_id bigint not null,
  from_user_id bigint not null,
  to_user_id bigint,
  to_team_id bigint,
  reason text not null,
  status text not null check (status in ('pending', 'accepted', 'rejected', 'cancelled', 'timeout')),
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, from_user_id) references users (tenant_id, id),
  foreign key (tenant_id, to_user_id) references users (tenant_id, id),
  foreign key (tenant_id, to_team_id) references teams (tenant_id, id),
  check ((to_user_id is null) <> (to_team_id is null)),
  check ((status = 'pending') = (decided_at is null))
);
create unique index transfers_pending_key on transfers (tenant_id, conversation_id) where status = 'pending';
create index transfers_by_conversation on transfers (tenant_id, conversation_id, id desc);
create index transfers_offered on transfers (tenant_id, to_user_id) where status = 'pending';
select core.make_tenant_table('transfers');

create table assignment_settings (
  tenant_id bigint primary key,
  default_team_id bigint,
  -- For conversations without a team; a team has its own.
  strategy text not null check (strategy in ('least_loaded', 'round_robin')),
  max_sessions_default integer not null check (max_sessions_default between 0 and 100),
  -- Where round-robin over all agents stands.
  last_user_id bigint,
  updated_at timestamptz not null,
  foreign key (tenant_id, default_team_id) references teams (tenant_id, id)
);
select core.make_tenant_table('assignment_settings', 'select, insert, update');

create table quick_replies (
  tenant_id bigint not null,
  id bigint generated always as identity,
  -- Null = everyone's.
  owner_id bigint,
  category text not null check (length(category) <= 64),
  title text not null check (length(title) between 1 and 100),
  shortcut text not null check (length(shortcut) <= 32),
  content text not null check (length(content) between 1 and 5000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references users (tenant_id, id) on delete cascade
);
-- One meaning for a shortcut in each list; an agent's own may shadow the global one.
create unique index quick_replies_shortcut_key on quick_replies (tenant_id, (coalesce(owner_id, 0)), lower(shortcut)) where shortcut <> '';
create index quick_replies_by_owner on quick_replies (tenant_id, owner_id);
select core.make_tenant_table('quick_replies');
