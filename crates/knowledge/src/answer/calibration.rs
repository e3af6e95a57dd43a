//! How likely the first entry is the right one: a logistic over the signals of the ranking, adjusted to
//! each knowledge base by questions that it asks itself: its own titles and sentences with words left
//! out (answerable), and its titles with their entry hidden (not answerable).

use super::extract::sentence_coverage;
use super::passages;
use crate::index::{Audience, Filter, IndexError, Mix, Question, Ranking, SearchIndex};
use crate::text;
use std::collections::HashSet;

/// What the logistic reads.
pub const FEATURES: usize = 11;

/// Fitted on labelled questions of three knowledge bases, whole and cut down to 60 and 250 entries,
/// unanswerable ones counted three times (people ask more of them than test sets hold). Order as in [`features`].
const BIAS: f32 = -5.774;
const WEIGHTS: [f32; FEATURES] = [-1.5, 2.319, 0.255, -1.877, 3.193, -0.305, 0.78, 1.309, 0.394, 3.649, 5.075];

/// Entries that a knowledge base asks itself about.
const SAMPLE: usize = 150;
/// With fewer usable questions the general logistic is the better guess.
const QUESTIONS_MIN: usize = 40;
/// How far the adjustment goes: questions made from the text are not yet questions of people.
const TRUST: f32 = 0.4;
/// Share of a hidden entry's question in the fit.
const HIDDEN_WEIGHT: f32 = 0.4;

/// The signals of a ranking as numbers.
pub fn features(ranking: &Ranking) -> [f32; FEATURES] {
    let s = &ranking.signals;
    let sentence = sentence_coverage(ranking);
    // The gap counts by what the first entry covers: alone in a small knowledge base is no merit.
    [
        s.word_coverage,
        s.gram_coverage,
        s.rarest,
        s.unknown,
        s.gap,
        s.strength,
        (1.0 + s.words).ln(),
        s.sound_coverage,
        s.likeness,
        sentence,
        s.gap * sentence,
    ]
}

/// The logit that the first entry is right, before adjustment.
fn evidence(ranking: &Ranking) -> f32 {
    BIAS + features(ranking).iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<f32>()
}

fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// What one knowledge base needs on top of the general logistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    shift: f32,
    slope: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { shift: 0.0, slope: 1.0 }
    }
}

impl Calibration {
    pub fn confidence(&self, ranking: &Ranking) -> f32 {
        if ranking.hits.is_empty() { 0.0 } else { probability(self.slope * evidence(ranking) + self.shift) }
    }

    /// Learns from the knowledge base of `tenant`. Some 600 searches: for a background thread.
    pub fn learn(index: &SearchIndex, tenant: i64) -> Result<Self, IndexError> {
        let mut examples = Vec::new();
        let mut titles = HashSet::new();
        for entry in index.sample(tenant, SAMPLE)? {
            // Two entries of one title cannot be told apart by it.
            if !titles.insert(text::normalise(&entry.title)) {
                continue;
            }
            let everything = Filter::of(Audience::Internal);
            for (question, is_hidden) in self_asked(entry.article, &entry.title, &entry.text) {
                let filter = if is_hidden { everything.clone().without(entry.article) } else { everything.clone() };
                let ranking = index.search(tenant, &Question::read(&question), &filter, &Mix::default(), 0, 3)?;
                if let Some(first) = ranking.hits.first() {
                    let weight = if is_hidden { HIDDEN_WEIGHT } else { 1.0 };
                    examples.push(Example {
                        evidence: evidence(&ranking),
                        is_right: first.article == entry.article,
                        weight,
                    });
                }
            }
        }
        Ok(if examples.len() < QUESTIONS_MIN { Self::default() } else { Self::fitted(&examples) })
    }

    /// A step of [`TRUST`] from the general logistic towards the fit, within bounds.
    fn fitted(examples: &[Example]) -> Self {
        let (shift, slope) = fit(examples);
        Self { shift: TRUST * shift.clamp(-2.5, 0.5), slope: (1.0 + TRUST * (slope - 1.0)).clamp(0.8, 1.3) }
    }
}

/// Questions made from an entry, and whether the entry is hidden while they are asked.
fn self_asked(article: i64, title: &str, body: &str) -> Vec<(String, bool)> {
    let mut asked = vec![(title.to_owned(), false), (title.to_owned(), true)];
    let keep = |text: &str, of_ten: usize| -> String {
        // Which words fall out is arbitrary but fixed: the same entries give the same calibration.
        let kept = text::words_asked(&text::normalise(text))
            .into_iter()
            .enumerate()
            .filter(|(place, word)| (place * 7 + word.len() * 3 + 1) % 10 < of_ten)
            .take(24);
        kept.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    };
    asked.push((keep(title, 6), false));
    let passages = passages::split(body);
    let pick = usize::try_from(article).unwrap_or_default() % passages.len().clamp(1, 6);
    if let Some(passage) = passages.get(pick) {
        asked.push((keep(passage.text, 5), false));
    }
    asked.retain(|(question, _)| !Question::read(question).is_empty());
    asked
}

struct Example {
    evidence: f32,
    is_right: bool,
    weight: f32,
}

/// Newton's method for a logistic of one variable, lightly held to zero so that it always converges.
fn fit(examples: &[Example]) -> (f32, f32) {
    let (mut shift, mut slope) = (0.0f64, 1.0f64);
    for _ in 0..50 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.1 * (slope - 1.0), 1e-6, 0.0, 0.1);
        for example in examples {
            let (x, weight) = (f64::from(example.evidence), f64::from(example.weight));
            let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
            let (error, curve) = (weight * (p - f64::from(u8::from(example.is_right))), weight * p * (1.0 - p));
            g0 += error;
            g1 += error * x;
            h00 += curve;
            h01 += curve * x;
            h11 += curve * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant.abs() < 1e-12 {
            break;
        }
        shift -= ((h11 * g0 - h01 * g1) / determinant).clamp(-2.0, 2.0);
        slope -= ((h00 * g1 - h01 * g0) / determinant).clamp(-1.0, 1.0);
    }
    (shift as f32, slope as f32)
}
