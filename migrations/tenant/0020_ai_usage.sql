-- What AI calls used and cost. One row an attempt, written once and never changed; the hourly sums are
-- added in the statement that inserts the rows, so that a repeated batch adds nothing.
create table ai_calls (
  tenant_id bigint not null,
  -- The attempt; a UUIDv7 given before the upstream was asked.
  id uuid not null,
  -- The client's request, which several attempts may have served.
  request_id text not null,
  attempt smallint not null,
  at timestamptz not null,
  group_id bigint not null,
  key_id bigint,
  user_id bigint,
  account_id bigint not null,
  service_type text not null,
  surface text not null,
  request_type text not null,
  model_asked text not null,
  model_used text not null,
  is_stream boolean not null,
  -- Disjoint: what was read anew, read from the provider's cache, and written to it.
  input_tokens bigint not null,
  cached_tokens bigint not null,
  cache_write_tokens bigint not null,
  output_tokens bigint not null,
  -- What the provider takes, and what the tenant's group is charged.
  cost bigint not null,
  charge bigint not null,
  -- Counted here, because the provider did not say.
  is_estimated boolean not null,
  latency_ms integer not null,
  first_byte_ms integer,
  status text not null check (status in ('success', 'error', 'timeout', 'cancelled', 'unknown')),
  error_code text,
  reason text not null default '',
  primary key (tenant_id, id)
);
create index ai_calls_by_time on ai_calls (tenant_id, at desc);
create index ai_calls_by_group on ai_calls (tenant_id, group_id, at desc);
create index ai_calls_by_account on ai_calls (tenant_id, account_id, at desc);
select core.make_tenant_table('ai_calls', 'select, insert');

create table ai_usage_hours (
  tenant_id bigint not null,
  hour timestamptz not null,
  group_id bigint not null,
  account_id bigint not null,
  -- 0 = not a user, not a key.
  user_id bigint not null,
  key_id bigint not null,
  model text not null,
  service_type text not null,
  requests bigint not null,
  successes bigint not null,
  input_tokens bigint not null,
  cached_tokens bigint not null,
  cache_write_tokens bigint not null,
  output_tokens bigint not null,
  cost bigint not null,
  charge bigint not null,
  latency_ms bigint not null,
  primary key (tenant_id, hour, group_id, account_id, user_id, key_id, model)
);
create index ai_usage_hours_by_group on ai_usage_hours (tenant_id, group_id, hour);
create index ai_usage_hours_by_account on ai_usage_hours (tenant_id, account_id, hour);
select core.make_tenant_table('ai_usage_hours', 'select, insert, update');

-- Totals since ever (004, totalRequests, totalTokens, totalCost): of the tenant (id 0), a group, an account, a key.
create table ai_totals (
  tenant_id bigint not null,
  kind text not null check (kind in ('tenant', 'group', 'account', 'key')),
  id bigint not null,
  requests bigint not null,
  tokens bigint not null,
  cost bigint not null,
  charge bigint not null,
  last_used_at timestamptz not null,
  primary key (tenant_id, kind, id)
);
select core.make_tenant_table('ai_totals', 'select, insert, update');

-- Which alert was given already: once for each threshold and period.
create table ai_alerts (
  tenant_id bigint not null,
  group_id bigint not null,
  measure text not null check (measure in ('daily_tokens', 'monthly_budget')),
  -- The first day of the period.
  period date not null,
  percent integer not null,
  used bigint not null,
  allowed bigint not null,
  raised_at timestamptz not null,
  primary key (tenant_id, group_id, measure, period, percent),
  foreign key (tenant_id, group_id) references ai_groups (tenant_id, id)
);
select core.make_tenant_table('ai_alerts', 'select, insert');
