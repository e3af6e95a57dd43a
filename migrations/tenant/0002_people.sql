-- Staff, roles, teams, sign-ins, keys; organizations and customers.
create table users (
  tenant_id bigint not null,
  id bigint generated always as identity,
  username text not null check (length(username) between 1 and 64),
  name text not null check (length(name) between 1 and 120),
  email text,
  phone text,
  password_hash text not null,
  must_change_password boolean not null default true,
  status text not null default 'active' check (status in ('active', 'inactive', 'locked')),
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  max_sessions integer not null default 5 check (max_sessions between 0 and 100),
  skills text not null default '',
  last_login_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
-- Login names are compared lower-cased; a deleted user's name is free again.
create unique index users_username_key on users (tenant_id, lower(username)) where deleted_at is null;
select core.make_tenant_table('users');

create table roles (
  tenant_id bigint not null,
  id bigint generated always as identity,
  code text not null,
  name text not null check (length(name) between 1 and 64),
  description text not null default '',
  built_in boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint roles_code_key unique (tenant_id, code)
);
select core.make_tenant_table('roles');

create table role_grants (
  tenant_id bigint not null,
  role_id bigint not null,
  permission text not null,
  scope smallint not null check (scope between 0 and 3),
  primary key (tenant_id, role_id, permission),
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade
);
select core.make_tenant_table('role_grants');

create table user_roles (
  tenant_id bigint not null,
  user_id bigint not null,
  role_id bigint not null,
  primary key (tenant_id, user_id, role_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  constraint user_roles_role_fkey foreign key (tenant_id, role_id) references roles (tenant_id, id)
);
create index user_roles_by_role on user_roles (tenant_id, role_id);
select core.make_tenant_table('user_roles');

create table teams (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 64),
  description text not null default '',
  leader_id bigint,
  strategy text not null default 'least_loaded' check (strategy in ('least_loaded', 'round_robin')),
  skills text not null default '',
  -- Where round-robin stands: the member who was served last.
  last_user_id bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, leader_id) references users (tenant_id, id)
);
create unique index teams_name_key on teams (tenant_id, name) where deleted_at is null;
select core.make_tenant_table('teams');

create table team_members (
  tenant_id bigint not null,
  team_id bigint not null,
  user_id bigint not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, team_id, user_id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index team_members_by_user on team_members (tenant_id, user_id);
select core.make_tenant_table('team_members');

create table organizations (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 200),
  credit_code text,
  region text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint organizations_name_key unique (tenant_id, name)
);
select core.make_tenant_table('organizations');

create table customers (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 120),
  phone text,
  email text,
  password_hash text,
  vip boolean not null default false,
  profile text not null default 'temporary' check (profile in ('temporary', 'pending_archive', 'formal')),
  organization_id bigint,
  position text,
  -- Comma-separated; never a search key.
  tags text not null default '',
  note text,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id)
);
-- One formal customer a phone; quick registrations are not yet verified and may repeat it.
create unique index customers_phone_key on customers (tenant_id, phone) where deleted_at is null and profile = 'formal';
create index customers_by_phone on customers (tenant_id, phone);
create index customers_by_organization on customers (tenant_id, organization_id);
create index customers_by_seen on customers (tenant_id, last_seen_at desc nulls last, id desc);
select core.make_tenant_table('customers');

-- One row a sign-in: a family of refresh tokens, of which only the newest works.
create table sign_ins (
  tenant_id bigint not null,
  id bigint generated always as identity,
  principal_kind text not null check (principal_kind in ('user', 'customer')),
  principal_id bigint not null,
  refresh_digest text not null,
  -- Digest of the token before this one: seeing it again means that somebody copied it.
  previous_digest text,
  rotated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text,
  user_agent text,
  primary key (tenant_id, id)
);
create index sign_ins_by_principal on sign_ins (tenant_id, principal_kind, principal_id);
select core.make_tenant_table('sign_ins');

-- Failed sign-ins, by account name and network (design §7); rows of names that do not exist look the same.
create table login_failures (
  tenant_id bigint not null,
  account text not null,
  network text not null,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (tenant_id, account, network)
);
select core.make_tenant_table('login_failures');

create table password_resets (
  tenant_id bigint not null,
  digest text not null,
  user_id bigint not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, digest),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select core.make_tenant_table('password_resets');

create table api_keys (
  tenant_id bigint not null,
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 64),
  prefix text not null,
  digest text not null,
  -- Comma-separated permission codes.
  permissions text not null,
  created_by bigint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint api_keys_digest_key unique (tenant_id, digest)
);
select core.make_tenant_table('api_keys');

create table mails (
  tenant_id bigint not null,
  id bigint generated always as identity,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  -- Where the local outbox wrote it, relative to the data folder.
  path text,
  error text,
  primary key (tenant_id, id)
);
select core.make_tenant_table('mails');
