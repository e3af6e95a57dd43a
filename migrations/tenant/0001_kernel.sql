-- Streams and their events (design rule 2), repeatable requests, the audit trail.
create table streams (
  tenant_id bigint not null,
  stream text not null,
  last_seq bigint not null check (last_seq > 0),
  primary key (tenant_id, stream)
);
select core.make_tenant_table('streams');

create table events (
  tenant_id bigint not null,
  id bigint generated always as identity,
  -- The writing transaction. A reader of the whole log goes by (xid, id) up to the oldest running
  -- transaction, so that a late commit is never behind its cursor.
  xid bigint not null default (pg_current_xact_id()::text::bigint),
  stream text not null,
  seq bigint not null,
  name text not null,
  at timestamptz not null default now(),
  -- JSON as text: it is only ever handed on. Null = staff only.
  public text,
  staff text,
  primary key (tenant_id, stream, seq)
);
create unique index events_log on events (tenant_id, xid, id);
select core.make_tenant_table('events', 'select, insert, delete');

create table idempotency_keys (
  tenant_id bigint not null,
  principal text not null,
  key text not null,
  fingerprint text not null,
  -- The data of the answer, as JSON text.
  answer text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, principal, key)
);
create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at);
select core.make_tenant_table('idempotency_keys');

create table audit_heads (
  tenant_id bigint primary key,
  seq bigint not null,
  hash text not null
);
select core.make_tenant_table('audit_heads', 'select, insert, update');

create table audit_events (
  tenant_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id bigint not null,
  actor_name text not null,
  action text not null,
  target text not null,
  detail text not null,
  ip text,
  trace_id text not null,
  previous_hash text not null,
  hash text not null,
  primary key (tenant_id, seq)
);
create index audit_events_by_action on audit_events (tenant_id, action, seq desc);
select core.make_tenant_table('audit_events', 'select, insert');
