//! The pooled-AI gateway (拼车): what a group of people and keys asks of a model, and which account answers.
//!
//! [`wire`] knows the vendors' formats and nothing else: no accounts, no money, no network.

pub mod sse;
pub mod wire;
