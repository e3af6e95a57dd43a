//! First pass: the best documents of one leg, by Tantivy's block-max pruning; and second pass: exact
//! scores and covered slots of given documents in one leg.

use super::Result;
use super::fields::column;
use super::question::Leg;
use super::rank::Filter;
use super::statistics::TenantStatistics;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader};

/// BM25's saturation and length parameters, Lucene's and Tantivy's too.
const K1: f32 = 1.2;
const B: f32 = 0.75;

struct Scored(Score, DocAddress);

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Scored {}
impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

/// The columns that decide whether the asker may see a document.
pub(super) struct Gate {
    tenant: Column<u64>,
    article: Column<u64>,
    audience: Column<u64>,
    category: Column<u64>,
    tags: Column<u64>,
}

impl Gate {
    pub(super) fn open(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            tenant: columns.u64(column::TENANT)?,
            article: columns.u64(column::ARTICLE)?,
            audience: columns.u64(column::AUDIENCE)?,
            category: columns.u64(column::CATEGORY)?,
            tags: columns.u64(column::TAGS)?,
        })
    }

    pub(super) fn lets_pass(&self, doc: DocId, tenant: u64, filter: &Filter) -> bool {
        self.tenant.first(doc) == Some(tenant)
            && self.audience.first(doc).is_some_and(|audience| audience <= filter.audience as u64)
            && filter.without.is_none_or(|article| self.article.first(doc) != Some(article))
            && (filter.categories.is_empty()
                || self.category.first(doc).is_some_and(|c| filter.categories.contains(&c)))
            && filter.tags.iter().all(|tag| self.tags.values_for_doc(doc).any(|t| t == *tag))
    }
}

/// The `count` best documents of `leg` that pass the filter.
pub(super) fn best(
    searcher: &Searcher,
    statistics: &TenantStatistics<'_>,
    leg: &Leg,
    tenant: u64,
    filter: &Filter,
    count: usize,
) -> Result<Vec<DocAddress>> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for asked in leg.slots.iter().filter(|s| s.is_known).flat_map(|s| &s.terms) {
        let query = TermQuery::new(asked.term.clone(), IndexRecordOption::WithFreqs);
        let query: Box<dyn Query> =
            if asked.weight < 1.0 { Box::new(BoostQuery::new(Box::new(query), asked.weight)) } else { Box::new(query) };
        clauses.push((Occur::Should, query));
    }
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    let weight =
        BooleanQuery::new(clauses).weight(EnableScoring::enabled_from_statistics_provider(statistics, searcher))?;
    let mut heap: BinaryHeap<Reverse<Scored>> = BinaryHeap::with_capacity(count + 1);
    for (ordinal, segment) in (0u32..).zip(searcher.segment_readers()) {
        let gate = Gate::open(segment)?;
        let alive = segment.alive_bitset();
        let floor = |heap: &BinaryHeap<Reverse<Scored>>| {
            if heap.len() < count { Score::MIN } else { heap.peek().map_or(Score::MIN, |least| least.0.0) }
        };
        let mut threshold = floor(&heap);
        weight.for_each_pruning(threshold, segment, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) && gate.lets_pass(doc, tenant, filter) {
                heap.push(Reverse(Scored(score, DocAddress::new(ordinal, doc))));
                if heap.len() > count {
                    heap.pop();
                }
                threshold = floor(&heap);
            }
            threshold
        })?;
    }
    Ok(heap.into_iter().map(|Reverse(Scored(_, address))| address).collect())
}

/// How one document meets one leg.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    pub bm25: f32,
    /// Per slot, the best weight among its terms that the document holds; 0 when none.
    pub covered: Vec<f32>,
}

/// Exact matches of `docs` (sorted by address) in `leg`.
pub(super) fn exact(
    searcher: &Searcher,
    statistics: &TenantStatistics<'_>,
    leg: &Leg,
    docs: &[DocAddress],
) -> Result<Vec<Match>> {
    let mut matches = vec![Match { bm25: 0.0, covered: vec![0.0; leg.slots.len()] }; docs.len()];
    let length_mean = statistics.length_mean(leg.field);
    let mut start = 0;
    while start < docs.len() {
        let ordinal = docs[start].segment_ord;
        let end = start + docs[start..].partition_point(|d| d.segment_ord == ordinal);
        let segment = searcher.segment_reader(ordinal);
        let norms = segment.get_fieldnorms_reader(leg.field)?;
        let postings = segment.inverted_index(leg.field)?;
        for (number, slot) in leg.slots.iter().enumerate().filter(|(_, slot)| slot.is_known) {
            let mut gains = vec![0.0f32; end - start];
            for asked in &slot.terms {
                let Some(mut list) = postings.read_postings(&asked.term, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                for (place, address) in docs[start..end].iter().enumerate() {
                    if list.doc() < address.doc_id {
                        list.seek(address.doc_id);
                    }
                    if list.doc() == address.doc_id {
                        let gain = asked.weight
                            * asked.idf
                            * saturation(
                                tantivy::postings::Postings::term_freq(&list),
                                &norms,
                                address.doc_id,
                                length_mean,
                            );
                        gains[place] = gains[place].max(gain);
                        let covered = &mut matches[start + place].covered[number];
                        *covered = covered.max(asked.weight);
                    }
                }
            }
            for (place, gain) in gains.into_iter().enumerate() {
                matches[start + place].bm25 += gain;
            }
        }
        start = end;
    }
    Ok(matches)
}

fn saturation(count: u32, norms: &FieldNormReader, doc: DocId, length_mean: f32) -> f32 {
    let (count, length) = (count as f32, norms.fieldnorm(doc) as f32);
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / length_mean))
}
