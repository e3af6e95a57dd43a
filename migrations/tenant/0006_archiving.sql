-- Organizations and customers in full; the archiving of profiles (003 §2.2.5) and what became of them.
alter table organizations
  add column address text,
  add column phone text,
  -- Codes of the dictionaries `organization_industry` and `cooperation_level`, or a tenant's own words.
  add column industry text,
  add column cooperation_level text,
  add column size text check (size in ('micro', 'small', 'medium', 'large')),
  add column business_scope text,
  add column contract_note text,
  add column updated_at timestamptz not null default now();
create unique index organizations_credit_code_key on organizations (tenant_id, credit_code) where credit_code is not null;
create index organizations_by_industry on organizations (tenant_id, industry, id desc) where industry is not null;

alter table customers
  add column gender text check (gender in ('male', 'female')),
  add column landline text,
  add column department text,
  add column emergency_phone text,
  -- The business modules that this person looks after at its organization.
  add column duty text,
  -- Who this customer turned out to be; set together with deleted_at.
  add column merged_into bigint,
  add constraint customers_merged_fkey foreign key (tenant_id, merged_into) references customers (tenant_id, id),
  add constraint customers_merged_check check (merged_into is null or (deleted_at is not null and merged_into <> id));
create index customers_by_profile on customers (tenant_id, profile, last_seen_at desc nulls last, id desc) where deleted_at is null;
create index customers_by_merged on customers (tenant_id, merged_into) where merged_into is not null;

-- Whether a supervisor looks at an application before it takes effect; one row a tenant.
create table archive_settings (
  tenant_id bigint primary key,
  review_required boolean not null,
  updated_at timestamptz not null
);
select core.make_tenant_table('archive_settings');

-- An application to put a customer on file. What it would change in the customer and in the organization
-- is kept as written, so that a reviewer sees it later, too.
create table archive_applications (
  tenant_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  status text not null check (status in ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
  version integer not null default 1,
  -- JSON as text: it is only ever handed on. Null fields leave the customer as it is.
  person text not null,
  -- The organization that was picked; gone when that is deleted before the decision.
  organization_id bigint,
  -- JSON as text: the organization to be made instead.
  new_organization text,
  note text not null default '' check (length(note) <= 1000),
  created_by bigint,
  created_by_name text not null,
  submitted_at timestamptz,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamptz,
  opinion text check (length(opinion) <= 1000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete set null (organization_id),
  constraint archive_applications_organization_check check (organization_id is null or new_organization is null),
  constraint archive_applications_submitted_check check (submitted_at is not null or status = 'draft'),
  constraint archive_applications_decided_check check ((decided_at is not null) = (status in ('approved', 'rejected')))
);
-- A customer has at most one application that somebody still has to do something about.
create unique index archive_applications_open_key on archive_applications (tenant_id, customer_id) where status in ('draft', 'submitted');
create index archive_applications_by_customer on archive_applications (tenant_id, customer_id, id desc);
create index archive_applications_by_status on archive_applications (tenant_id, status, id desc);
create index archive_applications_by_organization on archive_applications (tenant_id, organization_id) where organization_id is not null;
select core.make_tenant_table('archive_applications');

-- What happened to a profile, for good: names are as they were.
create table archive_records (
  tenant_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  customer_name text not null,
  kind text not null check (kind in ('submitted', 'approved', 'rejected', 'withdrawn', 'converted', 'transferred', 'merged', 'split', 'deleted')),
  from_profile text not null,
  to_profile text not null,
  from_organization text,
  to_organization text,
  application_id bigint,
  -- Of a merge: the customer that is no more; of a split: the other of the two.
  other_customer_id bigint,
  other_customer_name text,
  -- JSON as text: what a submitted application asked for.
  proposal text,
  note text not null default '',
  actor_id bigint,
  actor_name text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, application_id) references archive_applications (tenant_id, id) on delete set null (application_id)
);
create index archive_records_by_customer on archive_records (tenant_id, customer_id, id desc);
create index archive_records_by_application on archive_records (tenant_id, application_id) where application_id is not null;
create index archive_records_by_kind on archive_records (tenant_id, kind, id desc);
select core.make_tenant_table('archive_records');
