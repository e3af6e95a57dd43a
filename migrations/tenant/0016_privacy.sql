-- Copies of what is known of a customer, and its erasure for good; relations that an application asks for.
alter table customers
  -- When everything that told who this is was erased; set together with deleted_at.
  add column erased_at timestamptz,
  add constraint customers_erased_check check (erased_at is null or deleted_at is not null);

-- Whether the object is encrypted under a key of its own (kept in the keyring, outside the database).
alter table files add column sealed boolean not null default false;
create index files_by_uploader on files (tenant_id, uploader_kind, uploader_id);

-- The customer whom a message is about or for: it goes when they are erased.
alter table mails add column customer_id bigint;
create index mails_by_customer on mails (tenant_id, customer_id) where customer_id is not null;

create table data_exports (
  tenant_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  status text not null default 'running' check (status in ('running', 'ready', 'expired')),
  -- Who asked, and alone may fetch it.
  requested_by bigint not null,
  -- Where the depot has the archive; none before it is made and after it is gone.
  object_key text,
  size bigint,
  requested_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, requested_by) references users (tenant_id, id),
  constraint data_exports_ready_check check ((status = 'ready') = (object_key is not null) and (status = 'running') = (finished_at is null))
);
create index data_exports_by_customer on data_exports (tenant_id, customer_id, id desc);
create index data_exports_by_user on data_exports (tenant_id, requested_by);
create index data_exports_by_expiry on data_exports (tenant_id, expires_at) where status = 'ready';
select core.make_tenant_table('data_exports');

-- Who was erased, when, by whom and why. What is here is also on a tombstone in the keyring, so that a
-- restored backup in which they are still known is put right.
create table erasures (
  tenant_id bigint not null,
  id bigint generated always as identity,
  -- The same on the tombstone.
  token text not null,
  customer_id bigint not null,
  status text not null default 'running' check (status in ('running', 'done')),
  reason text not null check (length(reason) between 1 and 500),
  requested_by bigint,
  requested_by_name text not null,
  -- Keyed digests of phone numbers and addresses, separated by commas: they tell nobody what they were.
  identifiers text not null,
  -- Carried out again, because a restored backup did not know of it.
  replayed boolean not null default false,
  -- JSON: how many of what went.
  counts text,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  constraint erasures_customer_key unique (tenant_id, customer_id),
  constraint erasures_done_check check ((status = 'done') = (finished_at is not null))
);
create index erasures_running on erasures (tenant_id, id) where status = 'running';
select core.make_tenant_table('erasures', 'select, insert, update');

-- Erasure overwrites what was append-only: the words, never the numbers and the order.
grant update (name, public, staff) on events to polydesk_app;
grant update (content, sender_name, file_id) on messages to polydesk_app;
grant update (reason, explain) on assignments to polydesk_app;
grant delete on customer_team_relation_changes to polydesk_app;

-- The trail names customers by number from now on: names and addresses would outlive their erasure.
alter table audit_events no force row level security;
update audit_events set actor_name = '', ip = null where actor_kind = 'customer';
alter table audit_events force row level security;

-- The teams that shall serve the customer once on file. JSON as text: read and written whole.
alter table archive_applications add column relations text not null default '[]';
