//! Drives a running polydesk from outside, over HTTP and WebSocket only: the load bench (`main.rs`) and the
//! crash tests of the server use the same clients and the same checker.
//!
//! `program` starts and kills the binary, `api` speaks REST, `live` is a WebSocket that reconnects and
//! resumes, `talk` is one person in a conversation, `ledger` compares what was acknowledged with what is there;
//! `load`, `memory` and `statements` measure. `gateway` is the AI gateway's own: a provider, the floor, a load, goals.

pub mod api;
pub mod baseline;
pub mod gateway;
pub mod idle;
pub mod ledger;
pub mod live;
pub mod load;
pub mod memory;
pub mod plain;
pub mod program;
pub mod size;
pub mod statements;
pub mod talk;
