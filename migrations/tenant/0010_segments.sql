-- Customers by what they are and do (003 §2.2.2). A segment is its rules; who is in it is asked anew each time.
create table customer_segments (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 64),
  description text not null default '' check (length(description) <= 500),
  -- JSON as text: read and written whole, never searched.
  rules text not null,
  version integer not null default 1,
  created_by bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  constraint customer_segments_name_key unique (tenant_id, name)
);
create index customer_segments_by_maker on customer_segments (tenant_id, created_by) where created_by is not null;
select core.make_tenant_table('customer_segments');

-- Who was served since when: segments of behaviour read these two.
create index conversations_by_time on conversations (tenant_id, created_at, customer_id);
create index tickets_by_customer_time on tickets (tenant_id, created_at, customer_id);
