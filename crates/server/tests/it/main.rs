//! The one integration binary: behaviour through HTTP and sockets, against a real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod api_keys;
mod architecture;
mod assignment;
mod auth;
mod cancel_safety;
mod catalogue;
mod contract;
mod conversations;
mod customers;
mod files;
mod knowledge;
mod mail;
mod placements;
mod plain_speech;
mod portal_tickets;
mod quick_replies;
mod realtime;
mod registration;
mod roles;
mod segments;
mod state_events;
mod teams;
mod tenants;
mod ticket_events;
mod tickets;
mod users;
