//! Titles that begin, at any of their words, with what was typed so far.

use super::candidates::Gate;
use super::fields::{Audience, column, column_id, tenant_prefix};
use super::rank::Filter;
use super::{Result, SearchIndex};
use crate::text;
use std::collections::HashSet;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument};

/// Title starts looked at per segment: suggestions are typed against, so time has a bound.
const TERMS_MAX: usize = 60;
const DOCS_PER_TERM_MAX: usize = 5;

/// A title to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub article: i64,
    pub title: String,
}

impl SearchIndex {
    /// Up to `limit` titles for `typed`; whole-title starts first, shorter first.
    pub fn suggest(&self, tenant: i64, typed: &str, audience: Audience, limit: usize) -> Result<Vec<Suggestion>> {
        let folded = text::normalise(typed);
        let typed = folded.trim();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let start = format!("{}{typed}", tenant_prefix(tenant));
        // No folded title holds this character, so the range is exactly "starts with".
        let end = format!("{start}\u{10ffff}");
        let searcher = self.reader.searcher();
        let filter = Filter::of(audience);
        let mut found: Vec<(usize, DocAddress)> = Vec::new();
        for (ordinal, segment) in (0u32..).zip(searcher.segment_readers()) {
            let gate = Gate::open(segment)?;
            let inverted = segment.inverted_index(self.fields.title_starts)?;
            let mut terms = inverted.terms().range().ge(start.as_bytes()).lt(end.as_bytes()).into_stream()?;
            let mut seen = 0;
            while seen < TERMS_MAX && terms.advance() {
                seen += 1;
                let mut docs = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                let mut taken = 0;
                while docs.doc() != TERMINATED && taken < DOCS_PER_TERM_MAX {
                    let doc = docs.doc();
                    if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc))
                        && gate.lets_pass(doc, column_id(tenant), &filter)
                    {
                        found.push((terms.key().len(), DocAddress::new(ordinal, doc)));
                        taken += 1;
                    }
                    docs.advance();
                }
            }
        }
        found.sort_unstable();
        let mut offered = Vec::new();
        let mut titles = HashSet::new();
        for (_, address) in found.into_iter().take(limit * 4) {
            let doc: TantivyDocument = searcher.doc(address)?;
            let title = doc.get_first(self.fields.title).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            if titles.insert(text::normalise(&title)) {
                let article = searcher
                    .segment_reader(address.segment_ord)
                    .fast_fields()
                    .u64(column::ARTICLE)?
                    .first(address.doc_id)
                    .unwrap_or_default();
                offered.push((
                    !text::normalise(&title).starts_with(typed),
                    title.chars().count(),
                    Suggestion { article: i64::try_from(article).unwrap_or_default(), title },
                ));
            }
        }
        offered.sort_by_key(|offer| (offer.0, offer.1));
        Ok(offered.into_iter().map(|(_, _, suggestion)| suggestion).take(limit).collect())
    }
}
