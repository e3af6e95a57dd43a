-- The AI gateway (004): accounts at providers, carpool groups, their keys and bindings.
-- Money is micro-units of the tenant's currency (design §8); prices are per million tokens.
create table ai_settings (
  tenant_id bigint primary key,
  currency text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
  -- Of what the tenant is charged: 10000 = no discount (004, 企业折扣率).
  charge_rate integer not null default 10000 check (charge_rate between 0 and 100000),
  monthly_budget bigint check (monthly_budget >= 0),
  -- Where days and months begin, in minutes from UTC.
  utc_offset integer not null default 480 check (utc_offset between -840 and 840),
  updated_at timestamptz not null default now()
);
select core.make_tenant_table('ai_settings');

create table ai_accounts (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 64),
  service_type text not null check (service_type in ('claude', 'gemini', 'openai', 'qwen', 'deepseek', 'compatible')),
  account_type text not null default 'shared' check (account_type in ('dedicated', 'shared')),
  -- AES-256-GCM, bound to the row; what lists show of it.
  sealed_key text not null,
  key_hint text not null,
  endpoint text,
  -- One a line; read whole, never searched.
  models text not null default '',
  current_model text,
  -- Tokens a day; 0 = without a limit.
  daily_limit bigint not null default 0 check (daily_limit >= 0),
  price_input bigint not null default 0 check (price_input >= 0),
  price_output bigint not null default 0 check (price_output >= 0),
  price_cached bigint not null default 0 check (price_cached >= 0),
  price_cache_write bigint not null default 0 check (price_cache_write >= 0),
  price_call bigint not null default 0 check (price_call >= 0),
  weight integer not null default 100 check (weight between 0 and 10000),
  max_concurrency integer not null default 50 check (max_concurrency between 1 and 10000),
  first_byte_ms integer not null default 30000 check (first_byte_ms between 100 and 600000),
  idle_ms integer not null default 60000 check (idle_ms between 100 and 600000),
  total_ms integer not null default 600000 check (total_ms between 100 and 3600000),
  is_enabled boolean not null default true,
  health text not null default 'unknown' check (health in ('unknown', 'healthy', 'unhealthy')),
  health_note text not null default '',
  checked_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index ai_accounts_name_key on ai_accounts (tenant_id, name) where deleted_at is null;
select core.make_tenant_table('ai_accounts');

create table ai_groups (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 64),
  description text not null default '' check (length(description) <= 500),
  -- The two that every tenant has: whom nothing else names, and the customers' assistant.
  kind text not null default 'normal' check (kind in ('normal', 'default', 'portal')),
  max_members integer not null default 5 check (max_members between 1 and 10000),
  status text not null default 'active' check (status in ('active', 'inactive')),
  binding_mode text not null default 'shared' check (binding_mode in ('dedicated', 'shared', 'hybrid')),
  strategy text not null default 'round_robin'
    check (strategy in ('round_robin', 'least_connections', 'weighted', 'lowest_cost', 'lowest_latency')),
  -- Calls of one conversation go to one account while it is healthy, so that they meet the provider's cache.
  is_sticky boolean not null default true,
  -- 0 = without a limit.
  daily_tokens bigint not null default 0 check (daily_tokens >= 0),
  monthly_budget bigint check (monthly_budget >= 0),
  priority text not null default 'medium' check (priority in ('high', 'medium', 'low')),
  warning_percent integer not null default 80 check (warning_percent between 1 and 100),
  alert_percent integer not null default 95 check (alert_percent between 1 and 100),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index ai_groups_name_key on ai_groups (tenant_id, name) where deleted_at is null;
create unique index ai_groups_system_key on ai_groups (tenant_id, kind) where kind <> 'normal';
select core.make_tenant_table('ai_groups');

-- How a group draws on accounts: one account by name, or every shared account of a service.
create table ai_bindings (
  tenant_id bigint not null,
  id bigint generated always as identity,
  group_id bigint not null,
  role text not null check (role in ('primary', 'fallback')),
  account_id bigint,
  service_type text check (service_type in ('claude', 'gemini', 'openai', 'qwen', 'deepseek', 'compatible')),
  priority integer not null default 1 check (priority between 1 and 1000),
  max_usage_percent integer not null default 100 check (max_usage_percent between 1 and 100),
  primary key (tenant_id, id),
  check ((account_id is null) <> (service_type is null)),
  foreign key (tenant_id, group_id) references ai_groups (tenant_id, id) on delete cascade,
  constraint ai_bindings_account_fkey foreign key (tenant_id, account_id) references ai_accounts (tenant_id, id)
);
create index ai_bindings_by_group on ai_bindings (tenant_id, group_id);
create index ai_bindings_by_account on ai_bindings (tenant_id, account_id) where account_id is not null;
select core.make_tenant_table('ai_bindings');

create table ai_group_members (
  tenant_id bigint not null,
  group_id bigint not null,
  user_id bigint not null,
  role text not null default 'member' check (role in ('admin', 'member')),
  created_at timestamptz not null,
  primary key (tenant_id, group_id, user_id),
  foreign key (tenant_id, group_id) references ai_groups (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index ai_group_members_by_user on ai_group_members (tenant_id, user_id);
select core.make_tenant_table('ai_group_members');

create table ai_group_keys (
  tenant_id bigint not null,
  id bigint generated always as identity,
  group_id bigint not null,
  name text not null check (length(name) between 1 and 64),
  prefix text not null,
  digest text not null,
  -- One a line; empty = all.
  models text not null default '',
  networks text not null default '',
  monthly_budget bigint check (monthly_budget >= 0),
  created_by bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  -- The key that took this one's place; this one works until `expires_at`.
  replaced_by bigint,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  constraint ai_group_keys_digest_key unique (tenant_id, digest),
  foreign key (tenant_id, group_id) references ai_groups (tenant_id, id) on delete cascade,
  foreign key (tenant_id, replaced_by) references ai_group_keys (tenant_id, id)
);
create index ai_group_keys_by_group on ai_group_keys (tenant_id, group_id, id);
create index ai_group_keys_by_replacement on ai_group_keys (tenant_id, replaced_by) where replaced_by is not null;
select core.make_tenant_table('ai_group_keys');

create table ai_health_checks (
  tenant_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  is_healthy boolean not null,
  latency_ms integer,
  note text not null default '',
  checked_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references ai_accounts (tenant_id, id)
);
create index ai_health_checks_by_account on ai_health_checks (tenant_id, account_id, checked_at desc);
create index ai_health_checks_by_time on ai_health_checks (tenant_id, checked_at);
select core.make_tenant_table('ai_health_checks', 'select, insert, delete');
