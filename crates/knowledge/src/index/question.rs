//! A question taken apart: the terms to look for, and how much each is worth in this knowledge base.

use super::Result;
use super::fields::{Fields, tenant_prefix};
use super::rank::Asked;
use super::statistics::TenantStatistics;
use crate::text::{self, Compound};
use std::collections::HashSet;
use tantivy::Term;
use tantivy::schema::Field;

/// A pasted log is no question: beyond this only its rarest terms are looked for.
const SLOTS_MAX: usize = 48;
/// Characters of a question that are read at all.
const CHARS_MAX: usize = 600;
/// Latin words shorter than this have too many neighbours for typo tolerance.
const TYPO_CHARS_MIN: usize = 5;
const TYPO_WORDS_MAX: usize = 3;
const TYPO_NEIGHBOURS_MAX: usize = 3;
/// A word one edit away is worth this much of the word itself.
const TYPO_WEIGHT: f32 = 0.7;
/// Another word for the same thing, against the word itself.
const SYNONYM_WEIGHT: f32 = 0.9;
/// A translated word against the word itself, and each further candidate against the one before.
const TRANSLATION_WEIGHT: f32 = 1.0;
const TRANSLATION_DECAY: f32 = 0.93;

/// What was asked, folded, without greetings.
#[derive(Debug, Clone)]
pub struct Question {
    pub core: String,
    /// Written without a Chinese character.
    pub is_latin: bool,
    words: Vec<String>,
    grams: Vec<String>,
    compounds: Vec<Compound>,
    /// Every pair of the question in order, question phrases included: titles are questions too.
    sequence: Vec<String>,
}

/// One thing that was asked for, and the terms that count as it.
pub(super) struct Slot {
    pub terms: Vec<Alternative>,
    /// Rarity of what was asked: of the word itself, or of the commonest stand-in when it is unknown.
    pub idf: f32,
    pub is_known: bool,
}

/// A term that counts as what was asked.
pub(super) struct Alternative {
    pub term: Term,
    pub weight: f32,
    pub idf: f32,
}

impl Slot {
    /// As text, without the tenant's prefix.
    pub(super) fn asked(&self, tenant: i64) -> Asked {
        let prefix = tenant_prefix(tenant);
        let forms = self
            .terms
            .iter()
            .filter_map(|t| t.term.value().as_str()?.strip_prefix(&prefix).map(text::spellings))
            .flatten()
            .collect();
        Asked { forms, rarity: self.idf }
    }
}

/// The slots of a question in one field.
pub(super) struct Leg {
    pub field: Field,
    pub slots: Vec<Slot>,
}

fn unique(tokens: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    tokens.into_iter().filter(|t| seen.insert(t.clone())).collect()
}

impl Question {
    pub fn read(asked: &str) -> Self {
        let cut: String = asked.chars().take(CHARS_MAX).collect();
        let folded = text::normalise(&cut);
        let core = text::written_out(text::strip_chatter(&folded));
        let all = unique(text::words_asked(&core));
        let content: Vec<String> = all.iter().filter(|w| !text::is_stop(w)).cloned().collect();
        let grams = unique(text::grams_asked(&text::without_question_phrases(&core)));
        let sequence = in_manuals(text::grams_asked(&core));
        Self {
            is_latin: !core.chars().any(text::is_han),
            // "怎么办" alone is still a question: then its words are all there is.
            words: if content.is_empty() { all } else { content },
            grams: if grams.is_empty() {
                unique(sequence.clone())
            } else {
                grams.into_iter().filter(|g| !text::is_stop(g)).collect()
            },
            sequence,
            compounds: text::compounds(&core),
            core,
        }
    }

    /// Nothing was asked: an empty line, or only a greeting.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The Chinese character that is all that was asked. It stands in words of many kinds: enough to search by, too
    /// little to answer.
    pub fn one_char(&self) -> Option<char> {
        let mut chars = self.core.chars();
        chars.next().filter(|c| text::is_han(*c) && chars.next().is_none())
    }

    /// Different words asked for.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// How alike the question and a title are, 0..1: pairs of the question in the title, pairs of the
    /// title in the question, and neighbouring pairs in the same order.
    pub(super) fn likeness(&self, title: &str) -> f32 {
        let folded = text::normalise(title);
        if let Some(c) = self.one_char() {
            return if folded.contains(c) { share(1, 2) + share(1, 2 * folded.chars().count()) } else { 0.0 };
        }
        let title = in_manuals(text::grams_asked(&folded));
        if title.is_empty() || self.sequence.is_empty() {
            return 0.0;
        }
        let asked: HashSet<&str> = self.sequence.iter().map(String::as_str).collect();
        let named: HashSet<&str> = title.iter().map(String::as_str).collect();
        let steps = |tokens: &[String]| tokens.windows(2).map(|w| (w[0].clone(), w[1].clone())).collect::<HashSet<_>>();
        let (asked_steps, named_steps) = (steps(&self.sequence), steps(&title));
        let shared = share(asked.intersection(&named).count(), 1);
        shared / share(asked.len(), 1) * 0.5
            + shared / share(named.len(), 1) * 0.25
            + share(asked_steps.intersection(&named_steps).count(), asked_steps.len()) * 0.25
    }

    pub(super) fn word_leg(&self, fields: &Fields, statistics: &TenantStatistics<'_>, tenant: i64) -> Result<Leg> {
        if let Some(c) = self.one_char() {
            return char_leg(c, fields, statistics, tenant);
        }
        let terms = Terms { field: fields.words, statistics, prefix: tenant_prefix(tenant) };
        let compounds = self.known_compounds(&terms)?;
        let mut slots = compounds.whole_slots(&terms)?;
        let phrases = self.phrases(&terms, |chinese| vec![chinese.to_owned()])?;
        let mut typos = 0;
        for word in self.words.iter().filter(|word| !compounds.is_replaced(word)) {
            if phrases.stands_for(word) {
                continue;
            }
            let mut slot = terms.slot(word)?;
            compounds.add_wholes(&terms, &mut slot, word)?;
            terms.add_synonyms(&mut slot, word)?;
            if !slot.is_known
                && let Some(parts) = terms.slots_of_code(word)?
            {
                slots.extend(parts);
                continue;
            }
            if (!slot.is_known || self.is_latin) && is_english(word) {
                terms.add_translations(&mut slot, word, |chinese| vec![chinese.to_owned()])?;
            }
            if !slot.is_known
                && typos < TYPO_WORDS_MAX
                && word.len() >= TYPO_CHARS_MIN
                // One digit off is another code, not a slip.
                && word.bytes().all(|b| b.is_ascii_lowercase())
            {
                typos += 1;
                terms.add_neighbours(&mut slot, word)?;
            }
            slots.push(slot);
        }
        slots.extend(phrases.slots);
        Ok(rarest(Leg { field: fields.words, slots }))
    }

    pub(super) fn gram_leg(&self, fields: &Fields, statistics: &TenantStatistics<'_>, tenant: i64) -> Result<Leg> {
        if let Some(c) = self.one_char() {
            return char_leg(c, fields, statistics, tenant);
        }
        let terms = Terms { field: fields.grams, statistics, prefix: tenant_prefix(tenant) };
        let compounds = self.known_compounds(&terms)?;
        let mut slots = compounds.whole_slots(&terms)?;
        let phrases = self.phrases(&terms, text::grams)?;
        for gram in self.grams.iter().filter(|gram| !compounds.is_replaced(gram)) {
            if phrases.stands_for(gram) {
                continue;
            }
            let mut slot = terms.slot(gram)?;
            compounds.add_wholes(&terms, &mut slot, gram)?;
            terms.add_synonyms(&mut slot, gram)?;
            if (!slot.is_known || self.is_latin) && is_english(gram) {
                terms.add_translations(&mut slot, gram, text::grams)?;
            }
            slots.push(slot);
        }
        slots.extend(phrases.slots);
        Ok(rarest(Leg { field: fields.grams, slots }))
    }

    /// How each compound is looked for in this knowledge base.
    fn known_compounds(&self, terms: &Terms<'_, '_>) -> Result<Compounds<'_>> {
        let (mut replaced, mut beside) = (Vec::new(), Vec::new());
        for compound in &self.compounds {
            if terms.count(&compound.whole)? == 0 {
                continue;
            }
            let counts = compound.parts.iter().map(|part| terms.count(part)).collect::<Result<Vec<_>>>()?;
            // `Wi-Fi` is found by its parts, unless the knowledge base only ever writes `wifi`.
            let is_split_here = counts.iter().all(|found| *found > 0);
            if compound.is_version || !is_split_here { replaced.push(compound) } else { beside.push(compound) }
        }
        Ok(Compounds { replaced, beside })
    }

    /// Two English words in a row that mean one thing (`power supply`, `log in`).
    fn phrases(&self, terms: &Terms<'_, '_>, tokens: impl Fn(&str) -> Vec<String> + Copy) -> Result<Phrases> {
        let mut phrases = Phrases { slots: Vec::new(), replaced: Vec::new() };
        if self.is_latin {
            for pair in self.sequence.windows(2) {
                let [first, second] = pair else { continue };
                if text::is_stop(first) {
                    continue;
                }
                let mut slot = Slot { terms: Vec::new(), idf: 0.0, is_known: false };
                terms.add_translations(&mut slot, &pair.join(" "), tokens)?;
                if slot.is_known {
                    phrases.slots.push(slot);
                    // To log in is no log.
                    if text::is_stop(second) {
                        phrases.replaced.push(first.clone());
                    }
                }
            }
        }
        Ok(phrases)
    }

    /// Syllables, where Latin runs that are no word here are read as pinyin.
    pub(super) fn syllable_leg(&self, fields: &Fields, statistics: &TenantStatistics<'_>, tenant: i64) -> Result<Leg> {
        let words = Terms { field: fields.words, statistics, prefix: tenant_prefix(tenant) };
        let terms = Terms { field: fields.syllables, statistics, prefix: tenant_prefix(tenant) };
        let pairs = unique(text::syllable_pairs(&self.core, |run| words.count(run).is_ok_and(|found| found == 0)));
        let slots = pairs.iter().map(|pair| terms.slot(pair)).collect::<Result<Vec<_>>>()?;
        Ok(rarest(Leg { field: fields.syllables, slots }))
    }

    /// Whether some Latin run can only be meant as pinyin.
    pub(super) fn has_pinyin(&self, fields: &Fields, statistics: &TenantStatistics<'_>, tenant: i64) -> Result<bool> {
        let words = Terms { field: fields.words, statistics, prefix: tenant_prefix(tenant) };
        for run in self.core.split(|c: char| !c.is_ascii_alphanumeric()) {
            let is_readable = text::syllables_of_latin(run).is_some_and(|s| s.len() > 1 || run.len() > 3);
            if is_readable && words.count(run)? == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The one character, wherever it stands.
fn char_leg(c: char, fields: &Fields, statistics: &TenantStatistics<'_>, tenant: i64) -> Result<Leg> {
    let terms = Terms { field: fields.chars, statistics, prefix: tenant_prefix(tenant) };
    Ok(Leg { field: fields.chars, slots: vec![terms.slot(&c.to_string())?] })
}

/// What two English words in a row mean.
struct Phrases {
    slots: Vec<Slot>,
    /// Words that mean something else by themselves.
    replaced: Vec<String>,
}

impl Phrases {
    fn stands_for(&self, word: &str) -> bool {
        self.replaced.iter().any(|replaced| replaced == word)
    }
}

/// The compounds of a question that a knowledge base writes in one piece.
struct Compounds<'a> {
    /// Asked for in one piece, instead of their parts.
    replaced: Vec<&'a Compound>,
    /// Asked for by their parts, for which the one piece counts, too.
    beside: Vec<&'a Compound>,
}

impl Compounds<'_> {
    fn is_replaced(&self, word: &str) -> bool {
        self.replaced.iter().any(|compound| compound.parts.iter().any(|part| part == word))
    }

    fn whole_slots(&self, terms: &Terms<'_, '_>) -> Result<Vec<Slot>> {
        self.replaced.iter().map(|compound| terms.slot(&compound.whole)).collect()
    }

    fn add_wholes(&self, terms: &Terms<'_, '_>, slot: &mut Slot, part: &str) -> Result<()> {
        for compound in self.beside.iter().filter(|compound| compound.parts.iter().any(|p| p == part)) {
            let term = terms.term(&compound.whole);
            let found = terms.statistics.articles_with(&term)?;
            terms.add(slot, found, term, 1.0);
        }
        Ok(())
    }
}

/// Each by the word that manuals have for it.
fn in_manuals(tokens: Vec<String>) -> Vec<String> {
    tokens.into_iter().map(|token| text::in_manuals(&token).to_owned()).collect()
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

fn is_english(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Makes slots for tokens of one field of one tenant.
struct Terms<'a, 's> {
    field: Field,
    statistics: &'a TenantStatistics<'s>,
    prefix: String,
}

impl Terms<'_, '_> {
    fn term(&self, token: &str) -> Term {
        Term::from_field_text(self.field, &format!("{}{token}", self.prefix))
    }

    fn count(&self, token: &str) -> Result<u64> {
        self.statistics.articles_with(&self.term(token))
    }

    fn slot(&self, token: &str) -> Result<Slot> {
        let term = self.term(token);
        let found = self.statistics.articles_with(&term)?;
        let idf = self.statistics.idf(found);
        Ok(Slot { terms: vec![Alternative { term, weight: 1.0, idf }], idf, is_known: found > 0 })
    }

    /// Adds a term that counts as what was asked. All terms of a slot are as rare as its commonest: of two words for
    /// one thing, the one that is seldom used here says no more than the other.
    fn add(&self, slot: &mut Slot, found: u64, term: Term, weight: f32) {
        let idf = self.statistics.idf(found);
        slot.idf = if slot.is_known { slot.idf.min(idf) } else { idf };
        slot.is_known = true;
        slot.terms.push(Alternative { term, weight, idf });
        for alternative in &mut slot.terms {
            alternative.idf = slot.idf;
        }
    }

    fn add_synonyms(&self, slot: &mut Slot, word: &str) -> Result<()> {
        for other in text::synonyms(word) {
            let term = self.term(other);
            let found = self.statistics.articles_with(&term)?;
            if found > 0 {
                self.add(slot, found, term, SYNONYM_WEIGHT);
            }
        }
        Ok(())
    }

    /// The parts of a code that is only written with something between them here.
    fn slots_of_code(&self, word: &str) -> Result<Option<[Slot; 2]>> {
        let Some((letters, digits)) = text::code_parts(word) else { return Ok(None) };
        let slots = [self.slot(letters)?, self.slot(digits)?];
        Ok(slots.iter().all(|slot| slot.is_known).then_some(slots))
    }

    /// What was asked is as rare as the likeliest translation that is known here; the less likely ones are looked for
    /// as well, and a common one among them takes nothing away.
    fn add_translations(&self, slot: &mut Slot, english: &str, tokens: impl Fn(&str) -> Vec<String>) -> Result<()> {
        let mut weight = TRANSLATION_WEIGHT;
        let mut is_likeliest = true;
        for chinese in text::chinese_for(english) {
            let mut is_known = false;
            for token in tokens(chinese) {
                let term = self.term(&token);
                let found = self.statistics.articles_with(&term)?;
                if found == 0 {
                    continue;
                }
                is_known = true;
                if is_likeliest {
                    self.add(slot, found, term, weight);
                } else {
                    let idf = self.statistics.idf(found).min(slot.idf);
                    slot.terms.push(Alternative { term, weight, idf });
                }
            }
            is_likeliest &= !is_known;
            weight *= TRANSLATION_DECAY;
        }
        Ok(())
    }

    /// Adds the words of the knowledge base that are one slip away: a letter left out, doubled, swapped or wrong.
    fn add_neighbours(&self, slot: &mut Slot, word: &str) -> Result<()> {
        let mut best: Vec<(u64, Term)> = Vec::new();
        for slip in slips(word) {
            let term = self.term(&slip);
            let found = self.statistics.articles_with(&term)?;
            if found > 0 {
                best.push((found, term));
            }
        }
        best.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
        for (found, term) in best.into_iter().take(TYPO_NEIGHBOURS_MAX) {
            self.add(slot, found, term, TYPO_WEIGHT);
        }
        Ok(())
    }
}

fn rarest(mut leg: Leg) -> Leg {
    if leg.slots.len() > SLOTS_MAX {
        leg.slots.sort_by(|a, b| b.is_known.cmp(&a.is_known).then(b.idf.total_cmp(&a.idf)));
        leg.slots.truncate(SLOTS_MAX);
    }
    leg
}

fn slips(word: &str) -> HashSet<String> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    let mut slips = HashSet::new();
    for at in 0..=word.len() {
        let (head, tail) = word.split_at(at);
        for letter in LETTERS.chars() {
            slips.insert(format!("{head}{letter}{tail}"));
            if !tail.is_empty() {
                slips.insert(format!("{head}{letter}{}", &tail[1..]));
            }
        }
        if !tail.is_empty() {
            slips.insert(format!("{head}{}", &tail[1..]));
        }
        if tail.len() > 1 {
            slips.insert(format!("{head}{}{}{}", &tail[1..2], &tail[..1], &tail[2..]));
        }
    }
    slips.remove(word);
    slips
}
