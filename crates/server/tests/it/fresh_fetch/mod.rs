//! State plus events equals a fresh fetch (after Zulip's `verify_action`), for every operation there is. The
//! API document names them all: each is carried out in one of the generated runs - conversations in
//! `state_events`, tickets in `ticket_events`, names and places in [`people`] - or stands on the list of those
//! that change nothing which a followed view shows ([`quiet`]), and what can be tried of that list is.

mod names;
pub mod people;
mod quiet;
mod viewer;
mod world;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{state_events, ticket_events};

/// Carried out by jobs, which the generated runs do not wait for; each has a test of its own for what is told.
const BY_JOBS: [&str; 2] = ["startCustomerImport", "eraseCustomer"];

/// Ids of the operations that may change something, with their methods and paths.
fn mutating() -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(&server::api::document_text().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "get") {
            found.push((operation["operationId"].as_str().unwrap().to_owned(), method.to_uppercase(), path.clone()));
        }
    }
    found
}

#[test]
fn no_operation_that_changes_something_can_be_forgotten() {
    let mut known = BTreeSet::new();
    let runs = [&state_events::OPERATIONS[..], &ticket_events::OPERATIONS, &people::OPERATIONS];
    for operation in runs.into_iter().flatten().copied().chain(BY_JOBS).chain(quiet::ids()) {
        assert!(known.insert(operation.to_owned()), "{operation} is listed twice");
    }
    let found: BTreeSet<String> = mutating().into_iter().map(|(id, ..)| id).collect();
    let forgotten: Vec<_> = found.difference(&known).collect();
    assert!(forgotten.is_empty(), "add to a generated run, or say why nobody who follows sees it: {forgotten:?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no such operation: {gone:?}");
}
