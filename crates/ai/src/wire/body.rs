//! A JSON object under construction. Parts that came in as text, schemas above all, go out as the same text.

use bytes::Bytes;
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

#[derive(Debug, Default)]
pub struct Body(IndexMap<&'static str, Box<RawValue>>);

impl Body {
    pub fn set(&mut self, name: &'static str, value: impl Serialize) {
        #[expect(clippy::expect_used, reason = "only maps with keys that are not text fail, and there are none")]
        let raw = to_raw_value(&value).expect("is JSON");
        self.0.insert(name, raw);
    }

    pub fn set_some(&mut self, name: &'static str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn bytes(&self) -> Bytes {
        #[expect(clippy::expect_used, reason = "its parts are JSON already")]
        serde_json::to_vec(&self.0).expect("is JSON").into()
    }
}

impl Serialize for Body {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
