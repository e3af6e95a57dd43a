//! Lists: `?page=1&size=20&sort=-createdAt`, answered as `data:{list,total,page,size,pages}` (003 §7.1.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Reply;

/// Deep pages cost the database what they skip; feeds that need more page by cursor.
const OFFSET_MAX: i64 = 100_000;

/// Nobody pages further, and counting 200,000 rows for a footer costs a hundred times what the page does. Where a list
/// can be longer, `total` stops here: `select count(*) from (select from … limit COUNTED) counted`.
pub const COUNTED: i64 = 10_000;

/// Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query.
#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
pub struct PageQuery {
    /// From 1.
    #[serde(default = "first", deserialize_with = "number")]
    #[garde(range(min = 1, max = 1_000_000))]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub page: u32,
    #[serde(default = "twenty", deserialize_with = "number")]
    #[garde(range(min = 1, max = 200))]
    #[schemars(range(min = 1, max = 200))]
    pub size: u32,
}

/// Query strings hold text, and `#[serde(flatten)]` hands it on as text: parse it here.
fn number<'de, D: serde::Deserializer<'de>>(de: D) -> Result<u32, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u32),
        Text(String),
    }
    match Either::deserialize(de)? {
        Either::Number(n) => Ok(n),
        Either::Text(t) => t.parse().map_err(|_| serde::de::Error::custom("must be a whole number from 1")),
    }
}

fn first() -> u32 {
    1
}
fn twenty() -> u32 {
    20
}

impl Default for PageQuery {
    fn default() -> Self {
        Self { page: 1, size: 20 }
    }
}

impl PageQuery {
    pub fn limit(&self) -> i64 {
        i64::from(self.size)
    }
    pub fn offset(&self) -> i64 {
        (i64::from(self.page - 1) * i64::from(self.size)).min(OFFSET_MAX)
    }
    pub fn pages(&self, total: i64) -> i64 {
        (total + self.limit() - 1) / self.limit()
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub struct Page<T> {
    pub list: Vec<T>,
    /// Counted up to 10,000: that many says that there are as many or more.
    pub total: i64,
    pub page: u32,
    pub size: u32,
    pub pages: i64,
}

/// A page of a list, ready to be sent.
pub type List<T> = Reply<Page<T>>;

impl<T> Page<T> {
    pub fn new(list: Vec<T>, total: i64, query: &PageQuery) -> Self {
        Self { list, total, page: query.page, size: query.size, pages: query.pages(total) }
    }
}
