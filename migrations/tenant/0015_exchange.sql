-- Customers from files and into files (003 §2.2.1).
alter table customers
  -- What the tenant's own books call this customer.
  add column code text check (length(code) between 1 and 64),
  -- The e-mail as it is compared; plain text, so that an index serves under row-level security.
  add column email_key text generated always as (lower(email)) stored;
create unique index customers_code_key on customers (tenant_id, code) where deleted_at is null and code is not null;
create index customers_by_email on customers (tenant_id, email_key) where deleted_at is null and email_key is not null;

-- A file of customers on its way in. It is checked first and written after that; `processed` rows of the phase at
-- hand are done, and counted in the transaction that did them.
create table customer_imports (
  tenant_id bigint not null,
  id bigint generated always as identity,
  file_name text not null check (length(file_name) between 1 and 255),
  kind text not null check (kind in ('csv', 'xlsx')),
  bytes bigint not null,
  sha256 text not null,
  -- Where the object store has the file; null once it was taken away.
  object_key text,
  status text not null check (status in ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  -- JSON as text: the heads of the columns with samples, and what each is taken for.
  columns text not null,
  head_line bigint not null,
  on_existing text not null default 'skip' check (on_existing in ('skip', 'update')),
  new_profile text not null default 'formal' check (new_profile in ('temporary', 'formal')),
  -- JSON as text: how far the importer's grant reached when it asked.
  reach text not null,
  -- Why the file could not be read on, when it failed.
  failure text,
  -- Counts the times that a job was sent through the file: one that is still at an older turn stops.
  turn integer not null default 0,
  total bigint,
  processed bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  skipped bigint not null default 0,
  failed bigint not null default 0,
  organizations bigint not null default 0,
  created_by bigint,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id)
);
create index customer_imports_by_maker on customer_imports (tenant_id, created_by, id desc) where created_by is not null;
create index customer_imports_by_digest on customer_imports (tenant_id, sha256, id desc);
create index customer_imports_by_age on customer_imports (tenant_id, updated_at);
select core.make_tenant_table('customer_imports');

-- The rows that are not simply new: left out, passed over or changed.
create table customer_import_rows (
  tenant_id bigint not null,
  import_id bigint not null,
  line bigint not null,
  outcome text not null check (outcome in ('failed', 'skipped', 'updated')),
  -- The first of its issues.
  code text not null,
  -- JSON as text: every issue with its column and value.
  issues text not null,
  customer_id bigint,
  -- JSON as text: the cells of a row that was left out, so that they can be mended and sent again.
  cells text,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references customer_imports (tenant_id, id) on delete cascade
);
create index customer_import_rows_by_outcome on customer_import_rows (tenant_id, import_id, outcome, line);
create index customer_import_rows_by_code on customer_import_rows (tenant_id, import_id, code, line);
select core.make_tenant_table('customer_import_rows');
