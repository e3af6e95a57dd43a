-- Quick-registration links (003 §2.2.3), and the codes that prove a phone.
create table registration_links (
  tenant_id bigint not null,
  id bigint generated always as identity,
  -- As it is, not as a digest: staff look at the link and its QR code again, and it opens nothing but the queue.
  token text not null,
  name text not null check (length(name) between 1 and 120),
  team_id bigint,
  -- What the customers who come by it want.
  topic text check (length(topic) between 1 and 200),
  -- Whether the phone is proven by a code.
  phone_code boolean not null,
  expires_at timestamptz,
  uses_max integer check (uses_max > 0),
  uses integer not null default 0,
  created_by bigint not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id),
  constraint registration_links_token_key unique (tenant_id, token),
  constraint registration_links_uses_check check (uses_max is null or uses <= uses_max)
);
create index registration_links_by_team on registration_links (tenant_id, team_id) where team_id is not null;
create index registration_links_by_maker on registration_links (tenant_id, created_by);
select core.make_tenant_table('registration_links');

alter table customers
  -- By which link the customer came.
  add column registration_link_id bigint,
  -- When a code last proved that the phone is theirs.
  add column phone_verified_at timestamptz,
  add constraint customers_link_fkey foreign key (tenant_id, registration_link_id) references registration_links (tenant_id, id);
create index customers_by_link on customers (tenant_id, registration_link_id) where registration_link_id is not null;

-- The newest code of each phone.
create table phone_codes (
  tenant_id bigint not null,
  phone text not null,
  digest text not null,
  sent_at timestamptz not null,
  -- Wrong ones that were tried against it.
  failures integer not null default 0,
  -- Codes sent on this day (UTC).
  sent_on date not null,
  sent_count integer not null,
  used_at timestamptz,
  primary key (tenant_id, phone)
);
select core.make_tenant_table('phone_codes');

-- The outbox takes short messages, too.
alter table mails add column channel text not null default 'mail' check (channel in ('mail', 'sms'));
