-- Ways in beside the password, a second factor that may be required, and senders of messages.
create table sign_in_settings (
  tenant_id bigint primary key,
  -- Codes by SMS are a weak factor (ASVS 6.6.1): off until the tenant says otherwise.
  phone_code_users boolean not null default false,
  phone_code_customers boolean not null default false,
  mfa_required text not null default 'off' check (mfa_required in ('off', 'all', 'roles')),
  mfa_grace_days integer not null default 7 check (mfa_grace_days between 0 and 90),
  -- The grace of those who were there already runs from here.
  mfa_required_at timestamptz,
  updated_at timestamptz not null
);
select core.make_tenant_table('sign_in_settings');

-- The roles that need a second factor when `mfa_required` is 'roles'.
create table mfa_roles (
  tenant_id bigint not null,
  role_id bigint not null,
  primary key (tenant_id, role_id),
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade
);
select core.make_tenant_table('mfa_roles');

-- A tenant's own app at a provider. `wechat` = website app (QR code), `wechat_h5` = official account.
create table sign_in_apps (
  tenant_id bigint not null,
  app text not null check (app in ('wechat', 'wechat_h5', 'dingtalk')),
  enabled boolean not null,
  app_id text not null check (length(app_id) between 1 and 128),
  -- Encrypted under a key derived from the master key.
  sealed text not null,
  updated_at timestamptz not null,
  primary key (tenant_id, app)
);
select core.make_tenant_table('sign_in_apps');

-- A person's account at a provider, bound to a user here.
create table sign_in_accounts (
  tenant_id bigint not null,
  id bigint generated always as identity,
  user_id bigint not null,
  provider text not null check (provider in ('wechat', 'dingtalk')),
  -- As the provider calls the person.
  name text not null,
  bound_at timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  constraint sign_in_accounts_user_key unique (tenant_id, user_id, provider)
);
select core.make_tenant_table('sign_in_accounts');

-- What a provider knows the account by: one name across its apps (union id), or one for each app (open id).
create table sign_in_subjects (
  tenant_id bigint not null,
  provider text not null,
  subject text not null,
  account_id bigint not null,
  primary key (tenant_id, provider, subject),
  foreign key (tenant_id, account_id) references sign_in_accounts (tenant_id, id) on delete cascade
);
create index sign_in_subjects_by_account on sign_in_subjects (tenant_id, account_id);
select core.make_tenant_table('sign_in_subjects');

-- Requests to a provider that came back: each does so once.
create table sign_in_states (
  tenant_id bigint not null,
  digest text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, digest)
);
select core.make_tenant_table('sign_in_states');

-- Codes that one network had sent on one day (UTC), whoever they were for.
create table phone_code_networks (
  tenant_id bigint not null,
  network text not null,
  sent_on date not null,
  sent_count integer not null,
  primary key (tenant_id, network)
);
select core.make_tenant_table('phone_code_networks');

create index users_by_phone on users (tenant_id, phone) where phone is not null;

-- By what a tenant's messages leave; without a row they stay in the outbox.
create table message_senders (
  tenant_id bigint not null,
  channel text not null check (channel in ('sms', 'wecom', 'dingtalk')),
  sender text not null check (sender in ('aliyun_sms', 'wecom_app', 'wecom_robot', 'dingtalk_app', 'dingtalk_robot')),
  -- What is not secret of its settings, as JSON text.
  settings text not null,
  sealed text not null,
  updated_at timestamptz not null,
  primary key (tenant_id, channel)
);
select core.make_tenant_table('message_senders');

alter table mails drop constraint mails_channel_check;
alter table mails
  add constraint mails_channel_check check (channel in ('mail', 'sms', 'wecom', 'dingtalk')),
  -- For providers that send a text of their own: which, and what goes into it (JSON text).
  add column template text,
  add column params text,
  -- A code that comes late is worse than none.
  add column expires_at timestamptz,
  -- Set before the provider is called: who finds it set and no outcome must not call again.
  add column attempted_at timestamptz,
  -- Given up: refused for good, expired, or nobody knows whether it left.
  add column failed_at timestamptz,
  -- What the provider calls it.
  add column provider_id text;
