//! The answerer that needs no model: it quotes the sentences that hold most of what was asked.

use super::passages::{self, Passage};
use super::{Answer, AnswerError, Answerer, Ask, Calibration, Citation, Outcome, Sentence};
use crate::index::{Asked, Hit, Ranking};
use crate::text;
use async_trait::async_trait;

/// Entries whose passages are read.
const ENTRIES_READ: usize = 3;
/// Sentences in one answer.
const SENTENCES_MAX: usize = 3;
/// A further sentence is quoted when it is at least this good against the best.
const FURTHER_AT_LEAST: f32 = 0.35;
/// With this share of the question unknown here, weighted by rarity, it is about something else.
const UNKNOWN_MAX: f32 = 0.45;
/// Passages of one entry that are looked at.
const PASSAGES_MAX: usize = 200;

struct Scored<'a> {
    entry: usize,
    passage: Passage<'a>,
    score: f32,
}

/// Share of `asked` that `folded` holds, weighted by rarity.
fn held(folded: &str, asked: &[Asked]) -> f32 {
    let whole: f32 = asked.iter().map(|a| a.rarity).sum();
    let held: f32 = asked.iter().filter(|a| a.stands_in(folded)).map(|a| a.rarity).sum();
    if whole > 0.0 { held / whole } else { 0.0 }
}

/// Questions that ask for a figure are answered by a sentence with one.
fn asks_for_figure(core: &str) -> bool {
    [
        "多少",
        "几",
        "哪年",
        "哪一年",
        "何时",
        "什么时候",
        "时间",
        "多久",
        "多长",
        "多大",
        "日期",
        "how many",
        "how much",
        "when",
        "how long",
    ]
    .iter()
    .any(|w| core.contains(w))
}

fn scored<'a>(ranking: &'a Ranking, core: &str) -> Vec<Scored<'a>> {
    let wants_figure = asks_for_figure(core);
    let best = ranking.hits.first().map_or(1.0, |h| h.score.max(f32::EPSILON));
    let mut found = Vec::new();
    for (entry, hit) in ranking.hits.iter().take(ENTRIES_READ).enumerate() {
        let title = text::normalise(&hit.title);
        let trust = (hit.score / best).powi(3);
        let all = passages::split(&hit.text);
        let mut heading = String::new();
        for (place, &passage) in all.iter().enumerate().take(PASSAGES_MAX) {
            let folded = text::normalise(passage.text);
            if folded == title {
                continue;
            }
            // A heading says what the next sentence is about, and is no answer itself.
            if passage.is_heading() && place + 1 < all.len() {
                heading = folded;
                continue;
            }
            let figure = if wants_figure && folded.chars().any(|c| c.is_ascii_digit()) { 0.12 } else { 0.0 };
            // Early sentences of an entry answer its title; a flat start, not a rule.
            let early =
                0.15 / (1.0 + passage.number as f32) + 0.25 * hit.likeness() / (1.0 + passage.number as f32 * 0.5);
            let told = std::mem::take(&mut heading) + " " + &folded;
            let score = trust * (held(&told, &ranking.words) + 0.8 * held(&told, &ranking.pairs) + figure + early);
            found.push(Scored { entry, passage, score });
        }
    }
    found
}

/// What was asked for by a number and stands in `passage`.
fn codes_in<'a>(passage: &str, asked: &'a [Asked]) -> Vec<&'a Asked> {
    let folded = text::normalise(passage);
    let is_code = |a: &&Asked| a.forms.iter().any(|form| form.bytes().any(|b| b.is_ascii_digit()));
    asked.iter().filter(is_code).filter(|a| a.stands_in(&folded)).collect()
}

fn sentence(hit: &Hit, passage: &Passage<'_>) -> Sentence {
    Sentence {
        text: passage.text.to_owned(),
        citation: Citation {
            article: hit.article,
            version: hit.version,
            passage: passage.number,
            title: hit.title.clone(),
        },
    }
}

/// The one to three sentences that hold most of the question, in the order they stand in the text.
/// All come from the entry of the best one: sentences of several entries do not make one statement.
pub fn quote(ranking: &Ranking, core: &str) -> Vec<Sentence> {
    let mut found = scored(ranking, core);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.number.cmp(&b.passage.number)));
    let Some(best) = found.first().map(|b| (b.entry, b.score)) else { return Vec::new() };
    let codes = codes_in(found[0].passage.text, &ranking.words);
    let mut chosen: Vec<&Scored<'_>> = found
        .iter()
        .filter(|s| s.entry == best.0 && s.score >= best.1 * FURTHER_AT_LEAST)
        // What is said of another code is no part of the answer.
        .filter(|s| codes.iter().all(|code| code.stands_in(&text::normalise(s.passage.text))))
        .take(SENTENCES_MAX)
        .collect();
    chosen.sort_by_key(|s| s.passage.number);
    chosen.iter().filter_map(|s| ranking.hits.get(s.entry).map(|hit| sentence(hit, &s.passage))).collect()
}

/// Rarity-weighted share of the question that the best single sentence holds, together with its title.
pub fn sentence_coverage(ranking: &Ranking) -> f32 {
    let Some(hit) = ranking.hits.first() else { return 0.0 };
    let title = text::normalise(&hit.title);
    passages::split(&hit.text)
        .into_iter()
        .take(PASSAGES_MAX)
        .map(|p| held(&format!("{title} {}", text::normalise(p.text)), &ranking.words))
        .fold(0.0, f32::max)
}

/// Quotes, when the calibration of the knowledge base says that the first entry is likely right.
pub struct Extractor {
    pub calibration: Calibration,
}

impl Extractor {
    /// The answer, at once: nothing here waits.
    pub fn answer_now(&self, ask: Ask<'_>) -> Answer {
        let confidence = self.calibration.confidence(ask.ranking);
        if ask.ranking.hits.is_empty() {
            return Answer { outcome: Outcome::Nothing, sentences: Vec::new(), confidence: 0.0, is_degraded: false };
        }
        // What a knowledge base does not even mention it does not answer, however well the rest fits.
        let is_mentioned = ask.ranking.signals.unknown < UNKNOWN_MAX;
        let is_enough = is_mentioned && ask.question.one_char().is_none() && confidence >= ask.threshold;
        let sentences = if is_enough { quote(ask.ranking, &ask.question.core) } else { Vec::new() };
        let outcome = if sentences.is_empty() { Outcome::Related } else { Outcome::Answered };
        Answer { outcome, sentences, confidence, is_degraded: false }
    }
}

#[async_trait]
impl Answerer for Extractor {
    async fn answer(&self, ask: Ask<'_>) -> Result<Answer, AnswerError> {
        Ok(self.answer_now(ask))
    }
}
