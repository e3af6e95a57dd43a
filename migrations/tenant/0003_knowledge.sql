-- The knowledge base: categories, articles and their versions, imports; what customers asked it.
create table article_categories (
  tenant_id bigint not null,
  id bigint generated always as identity,
  parent_id bigint,
  slug text not null check (length(slug) between 1 and 64),
  name text not null check (length(name) between 1 and 64),
  name_en text check (length(name_en) <= 64),
  icon text check (length(icon) <= 64),
  description text check (length(description) <= 500),
  sort integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint article_categories_slug_key unique (tenant_id, slug),
  constraint article_categories_parent_fkey foreign key (tenant_id, parent_id) references article_categories (tenant_id, id)
);
select core.make_tenant_table('article_categories');

create table articles (
  tenant_id bigint not null,
  id bigint generated always as identity,
  title text not null check (length(title) between 1 and 300),
  -- Markdown, and the sanitised HTML made of it when it was written.
  body text not null,
  html text not null,
  summary text not null,
  category_id bigint,
  status text not null default 'draft' check (status in ('draft', 'published', 'unpublished', 'archived')),
  audience text not null default 'public' check (audience in ('public', 'internal')),
  version integer not null default 1 check (version > 0),
  -- Where it came from, so that importing a file twice changes nothing.
  import_key text,
  views bigint not null default 0,
  helpful bigint not null default 0,
  unhelpful bigint not null default 0,
  author_id bigint,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint articles_category_fkey foreign key (tenant_id, category_id) references article_categories (tenant_id, id),
  foreign key (tenant_id, author_id) references users (tenant_id, id)
);
create unique index articles_import_key on articles (tenant_id, import_key);
create index articles_by_change on articles (tenant_id, updated_at desc, id desc) where deleted_at is null;
create index articles_by_category on articles (tenant_id, category_id, status) where deleted_at is null;
select core.make_tenant_table('articles');

create table article_tags (
  tenant_id bigint not null,
  article_id bigint not null,
  place smallint not null,
  tag text not null check (length(tag) between 1 and 64),
  primary key (tenant_id, article_id, place),
  foreign key (tenant_id, article_id) references articles (tenant_id, id) on delete cascade
);
create index article_tags_by_tag on article_tags (tenant_id, tag, article_id);
select core.make_tenant_table('article_tags');

create table article_versions (
  tenant_id bigint not null,
  article_id bigint not null,
  version integer not null,
  title text not null,
  body text not null,
  editor_id bigint,
  created_at timestamptz not null default now(),
  primary key (tenant_id, article_id, version),
  foreign key (tenant_id, article_id) references articles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, editor_id) references users (tenant_id, id)
);
select core.make_tenant_table('article_versions', 'select, insert, delete');

create table article_imports (
  tenant_id bigint not null,
  id bigint generated always as identity,
  file_name text not null check (length(file_name) between 1 and 255),
  format text not null check (format in ('jsonl', 'csv')),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  bytes bigint not null,
  -- Known once the file has been counted.
  total bigint,
  processed bigint not null default 0,
  imported bigint not null default 0,
  failed bigint not null default 0,
  created_by bigint,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references users (tenant_id, id)
);
select core.make_tenant_table('article_imports');

-- The uploaded file, until the import has ended: any node can go on with it after a crash.
create table article_import_parts (
  tenant_id bigint not null,
  import_id bigint not null,
  part integer not null,
  bytes bytea not null,
  primary key (tenant_id, import_id, part),
  foreign key (tenant_id, import_id) references article_imports (tenant_id, id) on delete cascade
);
select core.make_tenant_table('article_import_parts');

create table article_import_errors (
  tenant_id bigint not null,
  import_id bigint not null,
  line bigint not null,
  reason text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references article_imports (tenant_id, id) on delete cascade
);
select core.make_tenant_table('article_import_errors');

-- 001 §3.2: self_service_sessions. `token` is what 001 calls session_id: whoever holds it may go on.
create table self_service_sessions (
  tenant_id bigint not null,
  id bigint generated always as identity,
  token text not null,
  customer_id bigint,
  session_type text not null check (session_type in ('search', 'ai_chat', 'ticket')),
  initial_question text not null,
  resolution_status text not null default 'pending' check (resolution_status in ('pending', 'resolved', 'escalated')),
  interaction_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  constraint self_service_sessions_token_key unique (tenant_id, token),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
create index self_service_sessions_by_customer on self_service_sessions (tenant_id, customer_id, id desc);
select core.make_tenant_table('self_service_sessions');

-- 001 §3.2: session_interactions, a question with its answer in one row.
create table session_interactions (
  tenant_id bigint not null,
  id bigint generated always as identity,
  token text not null,
  session_id bigint not null,
  user_input text not null,
  system_response text not null,
  outcome text not null check (outcome in ('answered', 'related', 'none')),
  -- Thousandths.
  ai_confidence smallint not null check (ai_confidence between 0 and 1000),
  degraded boolean not null,
  response_time_ms integer not null,
  -- Comma-separated; never a search key.
  article_ids text not null,
  helpful_rating smallint check (helpful_rating between 1 and 5),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint session_interactions_token_key unique (tenant_id, token),
  foreign key (tenant_id, session_id) references self_service_sessions (tenant_id, id) on delete cascade
);
create index session_interactions_by_session on session_interactions (tenant_id, session_id, id);
select core.make_tenant_table('session_interactions');

-- What was searched for, counted by day.
create table search_keywords (
  tenant_id bigint not null,
  day date not null,
  keyword text not null check (length(keyword) between 1 and 64),
  searches bigint not null,
  misses bigint not null,
  primary key (tenant_id, day, keyword)
);
select core.make_tenant_table('search_keywords');
