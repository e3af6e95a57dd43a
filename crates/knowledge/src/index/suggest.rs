//! Titles that begin, at any of their words, with what was typed so far.

use super::candidates::Gate;
use super::fields::{Audience, column, column_id, tenant_prefix};
use super::rank::{Filter, Mix};
use super::{Question, Result, SearchIndex};
use crate::text;
use std::collections::HashSet;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument};

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
        let searcher = self.reader.searcher();
        let filter = Filter::of(audience);
        let mut found = self.starting_with(&searcher, tenant, typed, &filter)?;
        // A code may be typed without its hyphen, or with one that the title lacks.
        if let Some(code) = text::squeezed(typed).filter(|code| code != typed && !code.is_empty()) {
            found.extend(self.starting_with(&searcher, tenant, &code, &filter)?);
        }
        found.sort_unstable();
        let mut offers = Offers::new(typed);
        for (_, address) in found.into_iter().take(limit * 4) {
            let doc: TantivyDocument = searcher.doc(address)?;
            let title = doc.get_first(self.fields.title).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            let columns = searcher.segment_reader(address.segment_ord).fast_fields();
            let article = columns.u64(column::ARTICLE)?.first(address.doc_id).unwrap_or_default();
            offers.add(i64::try_from(article).unwrap_or_default(), title);
        }
        // Words hardly begin with every character that stands in them.
        let question = Question::read(typed);
        if let Some(c) = question.one_char().filter(|_| offers.list.len() < limit) {
            let ranking = self.search(tenant, &question, &filter, &Mix::default(), 0, limit * 2)?;
            for hit in ranking.hits.into_iter().filter(|hit| text::normalise(&hit.title).contains(c)) {
                offers.add(hit.article, hit.title);
            }
        }
        Ok(offers.best(limit))
    }

    /// Documents with a title that begins, at one of its words, with `typed`; shorter ones first.
    fn starting_with(
        &self,
        searcher: &Searcher,
        tenant: i64,
        typed: &str,
        filter: &Filter,
    ) -> Result<Vec<(usize, DocAddress)>> {
        let start = format!("{}{typed}", tenant_prefix(tenant));
        // No folded title holds this character, so the range is exactly "starts with".
        let end = format!("{start}\u{10ffff}");
        let mut found = Vec::new();
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
                        && gate.lets_pass(doc, column_id(tenant), filter)
                    {
                        found.push((terms.key().len(), DocAddress::new(ordinal, doc)));
                        taken += 1;
                    }
                    docs.advance();
                }
            }
        }
        Ok(found)
    }
}

/// Titles to offer, each once.
struct Offers<'a> {
    typed: &'a str,
    titles: HashSet<String>,
    /// Whether it begins elsewhere than at its first word, how long it is, and which.
    list: Vec<(bool, usize, Suggestion)>,
}

impl<'a> Offers<'a> {
    fn new(typed: &'a str) -> Self {
        Self { typed, titles: HashSet::new(), list: Vec::new() }
    }

    fn add(&mut self, article: i64, title: String) {
        let folded = text::normalise(&title);
        let begins_elsewhere = !folded.starts_with(self.typed);
        if self.titles.insert(folded) {
            self.list.push((begins_elsewhere, title.chars().count(), Suggestion { article, title }));
        }
    }

    fn best(mut self, limit: usize) -> Vec<Suggestion> {
        self.list.sort_by_key(|offer| (offer.0, offer.1));
        self.list.into_iter().map(|(_, _, suggestion)| suggestion).take(limit).collect()
    }
}
