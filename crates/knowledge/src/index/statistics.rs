//! Corpus statistics of one tenant, for BM25. Counted from columns, once per state of the index.

use super::fields::{Fields, column, column_id};
use super::{Result, SearchIndex};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// How much text a tenant has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Corpus {
    pub articles: u64,
    pub words: u64,
    pub grams: u64,
    pub syllables: u64,
}

impl Corpus {
    fn count(searcher: &Searcher, fields: &Fields, tenant: i64) -> Result<Self> {
        let mut corpus = Self::default();
        let mine = TermQuery::new(Term::from_field_u64(fields.tenant, column_id(tenant)), IndexRecordOption::Basic);
        let weight = mine.weight(EnableScoring::disabled_from_searcher(searcher))?;
        for segment in searcher.segment_readers() {
            let columns = segment.fast_fields();
            let (words, grams, syllables) =
                (columns.u64(column::WORDS_LEN)?, columns.u64(column::GRAMS_LEN)?, columns.u64(column::SYLLABLES_LEN)?);
            let mut docs = weight.scorer(segment, 1.0)?;
            let mut doc = docs.doc();
            while doc != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                    corpus.articles += 1;
                    corpus.words += words.first(doc).unwrap_or(0);
                    corpus.grams += grams.first(doc).unwrap_or(0);
                    corpus.syllables += syllables.first(doc).unwrap_or(0);
                }
                doc = docs.advance();
            }
        }
        Ok(corpus)
    }
}

impl SearchIndex {
    /// Articles of a tenant in the index.
    pub fn count(&self, tenant: i64) -> Result<usize> {
        let searcher = self.reader.searcher();
        let statistics = self.statistics.of(&searcher, &self.fields, tenant)?;
        Ok(usize::try_from(statistics.corpus.articles).unwrap_or(usize::MAX))
    }
}

/// One [`Corpus`] per tenant and state of the index.
#[derive(Default)]
pub(super) struct StatisticsCache {
    of_generation: Mutex<(u64, HashMap<i64, Corpus>)>,
}

impl StatisticsCache {
    pub(super) fn of<'a>(&self, searcher: &'a Searcher, fields: &Fields, tenant: i64) -> Result<TenantStatistics<'a>> {
        let generation = searcher.generation().generation_id();
        {
            let mut cache = self.of_generation.lock().unwrap_or_else(PoisonError::into_inner);
            if cache.0 != generation {
                *cache = (generation, HashMap::new());
            }
            if let Some(corpus) = cache.1.get(&tenant) {
                return Ok(TenantStatistics { searcher, fields: *fields, corpus: *corpus });
            }
        }
        // Counted outside the lock: a second counter at worst does the same work.
        let corpus = Corpus::count(searcher, fields, tenant)?;
        let mut cache = self.of_generation.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.0 == generation {
            cache.1.insert(tenant, corpus);
        }
        Ok(TenantStatistics { searcher, fields: *fields, corpus })
    }
}

/// What BM25 asks, answered for one tenant: its terms carry its prefix, so their frequencies are its own.
pub(super) struct TenantStatistics<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    pub corpus: Corpus,
}

impl TenantStatistics<'_> {
    /// Articles that hold `term`. Replaced ones stay in the lists until a merge, so the count is
    /// held below the number of live articles.
    pub(super) fn articles_with(&self, term: &Term) -> Result<u64> {
        Ok(self.searcher.doc_freq(term)?.min(self.corpus.articles))
    }

    /// Rarity of a term in `found` of the tenant's articles; at its highest for an unknown term.
    pub(super) fn idf(&self, found: u64) -> f32 {
        let (all, found) = (self.corpus.articles as f32, found as f32);
        (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
    }

    pub(super) fn length_mean(&self, field: Field) -> f32 {
        let total = self.tokens(field);
        let mean = total as f32 / self.corpus.articles.max(1) as f32;
        mean.max(1.0)
    }

    fn tokens(&self, field: Field) -> u64 {
        if field == self.fields.words {
            self.corpus.words
        } else if field == self.fields.grams || field == self.fields.chars {
            // There are about as many characters as pairs of them.
            self.corpus.grams
        } else {
            self.corpus.syllables
        }
    }
}

impl Bm25StatisticsProvider for TenantStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.tokens(field).max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.corpus.articles.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(self.searcher.doc_freq(term)?.min(self.corpus.articles))
    }
}
