-- What a provider writes to its cache for an hour costs more than what it writes for five minutes.
-- Null = as much as that.
alter table ai_accounts add column price_cache_write_1h bigint check (price_cache_write_1h >= 0);
-- Of cache_write_tokens, those that were written for an hour.
alter table ai_calls add column cache_write_1h_tokens bigint not null default 0;
