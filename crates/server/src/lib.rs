//! The composition root: configuration, the router, realtime delivery, the private PostgreSQL and the
//! command line. No rule of the business lives here; a bug fix that lands here is in the wrong room.

pub mod api;
mod assistant;
pub mod config;
pub mod connections;
pub mod demo;
mod erasing;
mod error_pages;
mod health;
pub mod jobs;
mod limits;
mod notices;
pub mod postgres;
pub mod program;
pub mod realtime;
pub mod reminders;
mod repeatable;
pub mod serve;
pub mod telemetry;
mod web;

pub use program::{Program, ProgramOptions};
