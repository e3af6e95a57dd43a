-- Working hours, the teams' scope and capacity, and which teams serve which customers.
alter table teams
  -- What the team is for: comma-separated codes of the dictionaries; empty = anything. Never search keys.
  add column problem_types text not null default '',
  add column business_types text not null default '',
  -- Conversations that the team means to serve at once; null = as many as its members can.
  add column max_sessions integer check (max_sessions between 1 and 10000),
  -- What an editor must have seen.
  add column version integer not null default 1,
  -- The team that took over when this one was merged or dissolved.
  add column successor_id bigint,
  add foreign key (tenant_id, successor_id) references teams (tenant_id, id);

-- A team without a row is always open.
create table team_schedules (
  tenant_id bigint not null,
  team_id bigint not null,
  mode text not null check (mode in ('always', 'weekly')),
  -- JSON: seven lists of intervals, Monday first.
  week text not null,
  -- Whether holidays and make-up days of the tenant count.
  follow_calendar boolean not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (tenant_id, team_id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade
);
select core.make_tenant_table('team_schedules');

create table calendars (
  tenant_id bigint primary key,
  -- IANA name.
  time_zone text not null check (length(time_zone) between 1 and 64),
  version integer not null default 1,
  updated_at timestamptz not null
);
select core.make_tenant_table('calendars', 'select, insert, update');

-- Days that are not like their weekday: holidays, and make-up days (调休) on which people work.
create table calendar_days (
  tenant_id bigint not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null check (length(name) between 1 and 64),
  -- JSON: the make-up day's own intervals; none = those of the weekday that it stands in for.
  intervals text not null default '[]',
  like_weekday smallint check (like_weekday between 1 and 7),
  primary key (tenant_id, day)
);
select core.make_tenant_table('calendar_days');

-- Statistics of a team go by when its conversations were taken and its tickets resolved.
create index conversations_by_team on conversations (tenant_id, team_id, queued_at desc);
create index tickets_by_team_resolution on tickets (tenant_id, team_id, resolved_at) where resolved_at is not null and deleted_at is null;

create table customer_team_relations (
  tenant_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  team_id bigint not null,
  priority text not null check (priority in ('primary', 'secondary')),
  -- Among the customer's secondary teams, the smaller one is asked first.
  rank integer not null check (rank between 1 and 99),
  -- For which questions: comma-separated codes; empty = any.
  problem_types text not null,
  business_types text not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  reason text not null check (length(reason) <= 500),
  version integer not null default 1,
  -- The expiry of which the team's leader was reminded.
  reminded_for timestamptz,
  created_by bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Set when somebody ended it before its time.
  ended_at timestamptz,
  primary key (tenant_id, id),
  check (valid_until > valid_from),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  -- Numbers as ranges, because those have an index of this kind without an extension.
  constraint relations_one_primary exclude using gist (
    int8range(tenant_id, tenant_id, '[]') with =, int8range(customer_id, customer_id, '[]') with =,
    tstzrange(valid_from, valid_until) with &&) where (priority = 'primary' and ended_at is null),
  constraint relations_pair_once exclude using gist (
    int8range(tenant_id, tenant_id, '[]') with =, int8range(customer_id, customer_id, '[]') with =,
    int8range(team_id, team_id, '[]') with =, tstzrange(valid_from, valid_until) with &&) where (ended_at is null)
);
create index relations_by_customer on customer_team_relations (tenant_id, customer_id, id) where ended_at is null;
create index relations_by_team on customer_team_relations (tenant_id, team_id, id) where ended_at is null;
create index relations_by_expiry on customer_team_relations (tenant_id, valid_until, id) where ended_at is null and valid_until is not null;
create index relations_by_update on customer_team_relations (tenant_id, updated_at desc, id desc) where ended_at is null;
select core.make_tenant_table('customer_team_relations');

-- What was done to a relation, with its reason; kept when the relation ends.
create table customer_team_relation_changes (
  tenant_id bigint not null,
  id bigint generated always as identity,
  relation_id bigint not null,
  customer_id bigint not null,
  team_id bigint not null,
  kind text not null check (kind in ('created', 'changed', 'moved', 'ended', 'reminded')),
  reason text not null,
  -- JSON: which fields changed, from what to what.
  changes text not null,
  by_user_id bigint,
  by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, relation_id) references customer_team_relations (tenant_id, id)
);
create index relation_changes_by_relation on customer_team_relation_changes (tenant_id, relation_id, id);
create index relation_changes_by_customer on customer_team_relation_changes (tenant_id, customer_id, id desc);
select core.make_tenant_table('customer_team_relation_changes', 'select, insert');
