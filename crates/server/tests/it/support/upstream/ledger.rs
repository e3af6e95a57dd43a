//! The vendors' books.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Vendor,
    brain::{Ask, Said},
    parking::Mutex,
};

/// How a call went, as the vendor saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Still going on, or the client went away while it did.
    Open,
    Whole,
    /// The vendor cut it.
    Cut,
    /// Nothing was said, nothing is billed.
    Refused,
}

/// One call and what is billed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    pub vendor: Vendor,
    pub credential: String,
    pub model: String,
    pub stream: bool,
    pub status: u16,
    /// Without what came from the cache.
    pub input: u64,
    pub cached: u64,
    /// Thoughts included.
    pub output: u64,
    pub reasoning: u64,
    pub end: End,
}

#[derive(Default)]
pub struct Ledger {
    pub calls: Vec<Call>,
}

/// A call that is going on.
pub struct Entry {
    ledger: Arc<Mutex<Ledger>>,
    at: usize,
}

impl Ledger {
    pub fn refused(&mut self, vendor: Vendor, credential: &str, status: u16) {
        let credential = credential.to_owned();
        let model = String::new();
        let end = End::Refused;
        let call = Call {
            vendor,
            credential,
            model,
            stream: false,
            status,
            input: 0,
            cached: 0,
            output: 0,
            reasoning: 0,
            end,
        };
        self.calls.push(call);
    }

    pub fn open(ledger: &Arc<Mutex<Self>>, vendor: Vendor, credential: &str, ask: &Ask, said: &Said) -> Entry {
        let mut books = ledger.lock();
        books.calls.push(Call {
            vendor,
            credential: credential.to_owned(),
            model: ask.model.clone(),
            stream: ask.stream,
            status: 200,
            input: said.input - said.cached,
            cached: said.cached,
            output: 0,
            reasoning: 0,
            end: End::Open,
        });
        Entry { ledger: ledger.clone(), at: books.calls.len() - 1 }
    }

    /// For requests that make vectors.
    pub fn embedded(&mut self, vendor: Vendor, credential: &str, model: &str, input: u64) {
        self.refused(vendor, credential, 200);
        if let Some(call) = self.calls.last_mut() {
            call.model = model.to_owned();
            call.input = input;
            call.end = End::Whole;
        }
    }

    /// Sums by credential.
    pub fn totals(&self) -> Value {
        let mut totals: BTreeMap<&str, [u64; 6]> = BTreeMap::new();
        for call in &self.calls {
            let sums = totals.entry(&call.credential).or_default();
            let billed = u64::from(call.end != End::Refused);
            for (sum, value) in sums.iter_mut().zip([1, billed, call.input, call.cached, call.output, call.reasoning]) {
                *sum += value;
            }
        }
        let rows = totals.into_iter().map(|(credential, [calls, billed, input, cached, output, reasoning])| {
            let row = json!({ "calls": calls, "billed": billed, "input": input, "cached": cached, "output": output,
                "reasoning": reasoning });
            (credential.to_owned(), row)
        });
        Value::Object(rows.collect())
    }
}

impl Entry {
    fn update(&self, change: impl FnOnce(&mut Call)) {
        if let Some(call) = self.ledger.lock().calls.get_mut(self.at) {
            change(call);
        }
    }

    pub fn whole(&self, said: &Said) {
        self.update(|call| {
            call.output = said.output;
            call.reasoning = said.reasoning;
            call.end = End::Whole;
        });
    }

    /// What has been written is billed, whether anybody reads it or not.
    pub fn wrote(&self, tokens: u64) {
        self.update(|call| call.output += tokens);
    }

    pub fn ended(&self, end: End) {
        self.update(|call| call.end = end);
    }
}
