-- Departments, two-step verification, what a sign-in was last used for, codes by SMS.
create table departments (
  tenant_id bigint not null,
  id bigint generated always as identity,
  parent_id bigint,
  name text not null check (length(name) between 1 and 64),
  -- Place among its siblings.
  position integer not null default 0,
  leader_id bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint departments_name_key unique nulls not distinct (tenant_id, parent_id, name),
  constraint departments_parent_fkey foreign key (tenant_id, parent_id) references departments (tenant_id, id),
  foreign key (tenant_id, leader_id) references users (tenant_id, id)
);
create index departments_by_leader on departments (tenant_id, leader_id);
select core.make_tenant_table('departments');

alter table users add column department_id bigint;
alter table users add constraint users_department_fkey foreign key (tenant_id, department_id) references departments (tenant_id, id);
create index users_by_department on users (tenant_id, department_id);

alter table sign_ins add column last_used_at timestamptz;

-- The second factor of a user: one shared secret.
create table totps (
  tenant_id bigint not null,
  user_id bigint not null,
  -- Encrypted under a key derived from the master key.
  sealed text not null,
  created_at timestamptz not null,
  -- Null until the user has proven that its device knows the secret; until then it protects nothing.
  confirmed_at timestamptz,
  -- The newest time step whose code was used: each works once.
  last_step bigint not null default 0,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select core.make_tenant_table('totps');

create table recovery_codes (
  tenant_id bigint not null,
  user_id bigint not null,
  digest text not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, digest),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select core.make_tenant_table('recovery_codes');
