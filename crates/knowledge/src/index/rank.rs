//! Ranking: words, character pairs and (when words fail) syllables, each normalised by its own best, added.

use super::candidates::{self, Match};
use super::fields::{Audience, column, column_id, tag_hash};
use super::question::{Leg, Question};
use super::{Result, SearchIndex};
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// Documents taken from each leg into the second pass.
const CANDIDATES: usize = 100;
/// Best documents whose titles are compared with the question.
const TITLES_COMPARED: usize = 30;

/// What the asker may see, and asked to see.
#[derive(Debug, Clone)]
pub struct Filter {
    pub(super) audience: Audience,
    pub(super) categories: Vec<u64>,
    pub(super) tags: Vec<u64>,
    pub(super) without: Option<u64>,
}

impl Filter {
    /// Everything that `audience` may see.
    pub fn of(audience: Audience) -> Self {
        Self { audience, categories: Vec::new(), tags: Vec::new(), without: None }
    }

    /// Only entries of one of `categories`, when there are any.
    #[must_use]
    pub fn in_categories(mut self, categories: &[i64]) -> Self {
        self.categories = categories.iter().map(|c| column_id(*c)).collect();
        self
    }

    /// As if the article were not there: how the index behaves when it has no answer.
    #[must_use]
    pub fn without(mut self, article: i64) -> Self {
        self.without = Some(column_id(article));
        self
    }

    /// Only entries that carry each of `tags`.
    #[must_use]
    pub fn with_tags<'a>(mut self, tags: impl IntoIterator<Item = &'a str>) -> Self {
        self.tags = tags.into_iter().map(tag_hash).collect();
        self
    }
}

/// How much each leg counts. Constants found on labelled questions; see `bench/search`.
#[derive(Debug, Clone, Copy)]
pub struct Mix {
    pub words: f32,
    pub grams: f32,
    pub coverage: f32,
    pub syllables: f32,
    pub title: f32,
    /// Below this coverage of the question by the best document, syllables are asked too.
    pub syllables_below: f32,
}

impl Default for Mix {
    fn default() -> Self {
        Self { words: 1.0, grams: 0.6, coverage: 0.3, syllables: 0.3, title: 0.4, syllables_below: 0.75 }
    }
}

impl Mix {
    /// The highest sum there is.
    fn whole(&self, with_sound: bool) -> f32 {
        self.words + self.grams + self.coverage + self.title + if with_sound { self.syllables } else { 0.0 }
    }
}

/// An entry that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub article: i64,
    pub version: i32,
    pub title: String,
    pub text: String,
    pub category: Option<i64>,
    /// 0..1 of the best possible for this question.
    pub score: f32,
    /// Share of what was asked, weighted by rarity, that the entry holds.
    pub coverage: f32,
    pub(super) legs: Legs,
}

impl Hit {
    /// Words, grams, coverage, syllables and title, each 0..1: for tuning.
    pub fn legs(&self) -> Legs {
        self.legs
    }

    /// How alike the question and the title are, 0..1.
    pub fn likeness(&self) -> f32 {
        self.legs[4]
    }
}

/// The parts of a score, each 0..1: words, grams, coverage, syllables, title.
pub type Legs = [f32; 5];

/// What the first place says about whether the question is answerable here.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Rarity-weighted share of the words that the first entry holds.
    pub word_coverage: f32,
    /// The same for character pairs.
    pub gram_coverage: f32,
    /// Share of the two rarest words that the first entry holds.
    pub rarest: f32,
    /// Rarity-weighted share of the words that occur nowhere in the knowledge base.
    pub unknown: f32,
    /// How far the second entry is behind, 0..1.
    pub gap: f32,
    /// BM25 of the first entry per unit of rarity asked.
    pub strength: f32,
    /// Words asked.
    pub words: f32,
    /// How much of the sound is covered, when that was asked.
    pub sound_coverage: f32,
    /// How alike the question and the first title are.
    pub likeness: f32,
}

/// One thing that was asked for, as text: any of its forms counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub forms: Vec<String>,
    pub rarity: f32,
}

impl Asked {
    /// Whether folded text holds one of the forms. A Latin form must be a whole word there.
    pub fn stands_in(&self, folded: &str) -> bool {
        self.forms.iter().any(|form| {
            let is_latin = form.starts_with(|c: char| c.is_ascii_alphanumeric());
            folded.match_indices(form.as_str()).any(|(at, found)| {
                !is_latin
                    || !folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                        && !folded[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() && c != 's')
            })
        })
    }
}

/// The answer of the index.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    pub hits: Vec<Hit>,
    /// Candidates considered relevant, at most some 200: nobody pages further in an answer.
    pub total: usize,
    pub signals: Signals,
    /// What was looked for: words, and character pairs.
    pub words: Vec<Asked>,
    pub pairs: Vec<Asked>,
}

/// Everything about one question that the second pass needs.
struct Evidence {
    docs: Vec<DocAddress>,
    words: Vec<Match>,
    grams: Vec<Match>,
    syllables: Option<(Leg, Vec<Match>)>,
    word_leg: Leg,
    gram_leg: Leg,
}

fn peak(matches: &[Match]) -> f32 {
    matches.iter().map(|m| m.bm25).fold(0.0, f32::max)
}

fn coverage(leg: &Leg, found: &Match) -> f32 {
    let asked: f32 = leg.slots.iter().map(|s| s.idf).sum();
    let held: f32 = leg.slots.iter().zip(&found.covered).map(|(slot, weight)| slot.idf * weight).sum();
    if asked > 0.0 { held / asked } else { 0.0 }
}

impl SearchIndex {
    /// The best entries for `question`, from place `offset` on.
    pub fn search(
        &self,
        tenant: i64,
        question: &Question,
        filter: &Filter,
        mix: &Mix,
        offset: usize,
        limit: usize,
    ) -> Result<Ranking> {
        if question.is_empty() {
            return Ok(Ranking::default());
        }
        let searcher = self.reader.searcher();
        let Some(evidence) = self.gather(&searcher, tenant, question, filter, mix)? else {
            return Ok(Ranking::default());
        };
        let mut order = fuse(&evidence, mix);
        let by_score =
            |a: &Placed, b: &Placed| b.1.total_cmp(&a.1).then_with(|| evidence.docs[a.0].cmp(&evidence.docs[b.0]));
        order.sort_by(by_score);
        let whole = mix.whole(evidence.syllables.is_some());
        for (place, score, legs) in order.iter_mut().take(TITLES_COMPARED) {
            let doc: TantivyDocument = searcher.doc(evidence.docs[*place])?;
            legs[4] = question.likeness(doc.get_first(self.fields.title).and_then(|v| v.as_str()).unwrap_or_default());
            *score += mix.title * legs[4] / whole;
        }
        order.sort_by(by_score);
        let signals = signals(&evidence, &order);
        let best = order.first().map_or(0.0, |o| o.1);
        // A far tail matches one common word only.
        order.retain(|o| o.1 >= best * 0.1);
        let total = order.len();
        let mut hits = Vec::new();
        for (place, score, legs) in order.into_iter().skip(offset).take(limit) {
            hits.push(self.load(
                &searcher,
                evidence.docs[place],
                score,
                coverage(&evidence.word_leg, &evidence.words[place]),
                legs,
            )?);
        }
        let asked = |leg: &Leg| leg.slots.iter().map(|slot| slot.asked(tenant)).collect();
        Ok(Ranking { hits, total, signals, words: asked(&evidence.word_leg), pairs: asked(&evidence.gram_leg) })
    }

    fn gather(
        &self,
        searcher: &Searcher,
        tenant: i64,
        question: &Question,
        filter: &Filter,
        mix: &Mix,
    ) -> Result<Option<Evidence>> {
        let statistics = self.statistics.of(searcher, &self.fields, tenant)?;
        if statistics.corpus.articles == 0 {
            return Ok(None);
        }
        let owner = column_id(tenant);
        let word_leg = question.word_leg(&self.fields, &statistics, tenant)?;
        let gram_leg = question.gram_leg(&self.fields, &statistics, tenant)?;
        let mut docs = candidates::best(searcher, &statistics, &word_leg, owner, filter, CANDIDATES)?;
        docs.extend(candidates::best(searcher, &statistics, &gram_leg, owner, filter, CANDIDATES)?);
        docs.sort_unstable();
        docs.dedup();
        let mut words = candidates::exact(searcher, &statistics, &word_leg, &docs)?;
        let covered = words.iter().map(|m| coverage(&word_leg, m)).fold(0.0, f32::max);
        let mut syllables = None;
        if covered < mix.syllables_below || question.has_pinyin(&self.fields, &statistics, tenant)? {
            let leg = question.syllable_leg(&self.fields, &statistics, tenant)?;
            let known = docs.len();
            docs.extend(candidates::best(searcher, &statistics, &leg, owner, filter, CANDIDATES)?);
            docs.sort_unstable();
            docs.dedup();
            if docs.len() > known {
                words = candidates::exact(searcher, &statistics, &word_leg, &docs)?;
            }
            let matches = candidates::exact(searcher, &statistics, &leg, &docs)?;
            syllables = Some((leg, matches));
        }
        if docs.is_empty() {
            return Ok(None);
        }
        let grams = candidates::exact(searcher, &statistics, &gram_leg, &docs)?;
        Ok(Some(Evidence { docs, words, grams, syllables, word_leg, gram_leg }))
    }

    /// About `count` entries of a tenant, spread evenly over the index.
    pub fn sample(&self, tenant: i64, count: usize) -> Result<Vec<Hit>> {
        let searcher = self.reader.searcher();
        let mine =
            TermQuery::new(Term::from_field_u64(self.fields.tenant, column_id(tenant)), IndexRecordOption::Basic);
        let weight = mine.weight(EnableScoring::disabled_from_searcher(&searcher))?;
        let mut docs = Vec::new();
        for (ordinal, segment) in (0u32..).zip(searcher.segment_readers()) {
            weight.for_each_no_score(segment, &mut |block| {
                docs.extend(
                    block
                        .iter()
                        .filter(|doc| segment.alive_bitset().is_none_or(|alive| alive.is_alive(**doc)))
                        .map(|doc| DocAddress::new(ordinal, *doc)),
                );
            })?;
        }
        let step = docs.len().div_ceil(count.max(1)).max(1);
        docs.into_iter().step_by(step).map(|address| self.load(&searcher, address, 0.0, 0.0, Legs::default())).collect()
    }

    fn load(&self, searcher: &Searcher, address: DocAddress, score: f32, coverage: f32, legs: Legs) -> Result<Hit> {
        let columns = searcher.segment_reader(address.segment_ord).fast_fields();
        let doc: TantivyDocument = searcher.doc(address)?;
        let text = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let article = columns.u64(column::ARTICLE)?.first(address.doc_id).unwrap_or_default();
        let version = columns.u64(column::VERSION)?.first(address.doc_id).unwrap_or_default();
        let category = columns.u64(column::CATEGORY)?.first(address.doc_id).and_then(|c| i64::try_from(c).ok());
        Ok(Hit {
            article: i64::try_from(article).unwrap_or_default(),
            version: i32::try_from(version).unwrap_or_default(),
            title: text(self.fields.title),
            text: text(self.fields.body),
            category,
            score,
            coverage,
            legs,
        })
    }
}

/// Place of the document, score 0..1, and the parts of the score.
type Placed = (usize, f32, Legs);

fn fuse(evidence: &Evidence, mix: &Mix) -> Vec<Placed> {
    let part = |matches: &[Match], place: usize, peak: f32| if peak > 0.0 { matches[place].bm25 / peak } else { 0.0 };
    let (word_peak, gram_peak) = (peak(&evidence.words), peak(&evidence.grams));
    let sound_peak = evidence.syllables.as_ref().map_or(0.0, |(_, m)| peak(m));
    let whole = mix.whole(evidence.syllables.is_some());
    (0..evidence.docs.len())
        .map(|place| {
            let words = part(&evidence.words, place, word_peak);
            let grams = part(&evidence.grams, place, gram_peak);
            let covered = coverage(&evidence.word_leg, &evidence.words[place]);
            let sound = evidence.syllables.as_ref().map_or(0.0, |(_, m)| part(m, place, sound_peak));
            let sum = mix.words * words + mix.grams * grams + mix.coverage * covered + mix.syllables * sound;
            (place, sum / whole, [words, grams, covered, sound, 0.0])
        })
        .collect()
}

fn signals(evidence: &Evidence, order: &[Placed]) -> Signals {
    let Some(&(first, score, legs)) = order.first() else { return Signals::default() };
    let leg = &evidence.word_leg;
    let asked: f32 = leg.slots.iter().map(|s| s.idf).sum::<f32>().max(f32::EPSILON);
    let mut by_rarity: Vec<usize> = (0..leg.slots.len()).collect();
    by_rarity.sort_by(|a, b| leg.slots[*b].idf.total_cmp(&leg.slots[*a].idf));
    let rare = &by_rarity[..by_rarity.len().min(2)];
    let (rare_count, slot_count) = (rare.len().max(1) as f32, leg.slots.len() as f32);
    Signals {
        word_coverage: coverage(leg, &evidence.words[first]),
        gram_coverage: coverage(&evidence.gram_leg, &evidence.grams[first]),
        rarest: rare.iter().map(|s| evidence.words[first].covered[*s]).sum::<f32>() / rare_count,
        unknown: leg.slots.iter().filter(|s| !s.is_known).map(|s| s.idf).sum::<f32>() / asked,
        gap: order.get(1).map_or(1.0, |second| if score > 0.0 { (score - second.1) / score } else { 0.0 }),
        strength: evidence.words[first].bm25 / asked,
        words: slot_count,
        sound_coverage: evidence.syllables.as_ref().map_or(0.0, |(leg, m)| coverage(leg, &m[first])),
        likeness: legs[4],
    }
}
