//! The one integration binary: behaviour through HTTP and sockets, against a real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod absence;
mod ai_assistant;
mod ai_gateway;
mod ai_management;
mod ai_sdks;
mod api_keys;
mod architecture;
mod archiving;
mod assignment;
mod auth;
mod cancel_safety;
mod catalogue;
mod contract;
mod conversations;
mod customers;
mod departments;
mod devices;
mod files;
mod knowledge;
mod limits;
mod mail;
mod merging;
mod mfa;
mod organizations;
mod placements;
mod plain_speech;
mod portal_tickets;
mod probe;
mod quick_replies;
mod realtime;
mod registration;
mod relations;
mod roles;
mod segments;
mod state_events;
mod team_figures;
mod team_hours;
mod team_succession;
mod teams;
mod tenants;
mod ticket_events;
mod tickets;
mod users;
