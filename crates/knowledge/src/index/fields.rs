//! What is written per article, and the schema that holds it.

use crate::text;
use std::collections::BTreeMap;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, TantivyDocument, Term};

/// Who may find an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Customers and staff.
    Public,
    /// Staff only.
    Internal,
}

/// A published version of an article, as plain text.
#[derive(Debug, Clone)]
pub struct Entry {
    pub tenant: i64,
    pub article: i64,
    pub version: i32,
    pub title: String,
    pub text: String,
    pub category: Option<i64>,
    pub tags: Vec<String>,
    pub audience: Audience,
}

/// Ids of the schema's fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub key: Field,
    pub tenant: Field,
    pub article: Field,
    pub version: Field,
    pub audience: Field,
    pub category: Field,
    pub tags: Field,
    pub words_len: Field,
    pub grams_len: Field,
    pub syllables_len: Field,
    pub title: Field,
    pub body: Field,
    pub words: Field,
    pub grams: Field,
    pub syllables: Field,
    /// Single Chinese characters, for a question of one.
    pub chars: Field,
    pub title_starts: Field,
}

/// Names of the columns that readers open by name.
pub(super) mod column {
    pub const TENANT: &str = "tenant";
    pub const ARTICLE: &str = "article";
    pub const VERSION: &str = "version";
    pub const AUDIENCE: &str = "audience";
    pub const CATEGORY: &str = "category";
    pub const TAGS: &str = "tags";
    pub const WORDS_LEN: &str = "words_len";
    pub const GRAMS_LEN: &str = "grams_len";
    pub const SYLLABLES_LEN: &str = "syllables_len";
}

const TOKENIZER: &str = "tokens";

/// Starts of a title that a suggestion can begin at.
const TITLE_STARTS_MAX: usize = 8;
const TITLE_START_CHARS_MAX: usize = 32;

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let tokens = |record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(record).set_fieldnorms(true),
        )
    };
    let exact = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        key: schema.add_text_field("key", exact.clone()),
        tenant: schema.add_u64_field(column::TENANT, FAST | INDEXED),
        article: schema.add_u64_field(column::ARTICLE, FAST),
        version: schema.add_u64_field(column::VERSION, FAST),
        audience: schema.add_u64_field(column::AUDIENCE, FAST),
        category: schema.add_u64_field(column::CATEGORY, FAST),
        tags: schema.add_u64_field(column::TAGS, FAST),
        words_len: schema.add_u64_field(column::WORDS_LEN, FAST),
        grams_len: schema.add_u64_field(column::GRAMS_LEN, FAST),
        syllables_len: schema.add_u64_field(column::SYLLABLES_LEN, FAST),
        title: schema.add_text_field("title", STORED),
        body: schema.add_text_field("body", STORED),
        words: schema.add_text_field("words", tokens(IndexRecordOption::WithFreqs)),
        grams: schema.add_text_field("grams", tokens(IndexRecordOption::WithFreqs)),
        syllables: schema.add_text_field("syllables", tokens(IndexRecordOption::WithFreqs)),
        chars: schema.add_text_field("chars", tokens(IndexRecordOption::WithFreqs)),
        title_starts: schema.add_text_field("title_starts", exact),
    };
    (schema.build(), fields)
}

pub(super) fn register_tokenizer(index: &Index) {
    index.tokenizers().register(TOKENIZER, TextAnalyzer::from(WhitespaceTokenizer::default()));
}

/// Ids are BIGINT identities, never negative; the columns are unsigned.
pub(super) fn column_id(id: i64) -> u64 {
    id as u64
}

/// The prefix of each term of `tenant`.
pub(super) fn tenant_prefix(tenant: i64) -> String {
    format!("{tenant:x}|")
}

pub(super) fn key(tenant: i64, article: i64) -> String {
    format!("{}{article:x}", tenant_prefix(tenant))
}

/// Tags are compared folded, by a 64-bit hash: a column of numbers filters without a dictionary.
pub(super) fn tag_hash(tag: &str) -> u64 {
    text::normalise(tag.trim())
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn joined(prefix: &str, tokens: &[String]) -> String {
    let mut text = String::with_capacity(tokens.iter().map(|t| t.len() + prefix.len() + 1).sum());
    for token in tokens {
        text.push_str(prefix);
        text.push_str(token);
        text.push(' ');
    }
    text
}

/// The folded title from each of its words on, so that typing any word of it can suggest it.
fn title_starts(folded_title: &str) -> Vec<String> {
    let mut starts = code_starts(folded_title);
    let mut at = 0;
    let most = starts.len() + TITLE_STARTS_MAX;
    for word in text::words(folded_title) {
        let Some(found) = folded_title[at..].find(&word).map(|offset| at + offset) else { continue };
        let start: String = folded_title[found..].chars().take(TITLE_START_CHARS_MAX).collect();
        if !starts.contains(&start) {
            starts.push(start);
        }
        at = found + word.chars().next().map_or(0, char::len_utf8);
        if starts.len() >= most {
            break;
        }
    }
    starts
}

/// The codes and versions of a title as they may be typed: in one piece (`rpt5003`), and without the `v`.
fn code_starts(folded_title: &str) -> Vec<String> {
    let mut starts: Vec<String> = Vec::new();
    for compound in text::compounds(folded_title) {
        let parts = compound.parts.concat();
        for start in [compound.whole, parts] {
            let start: String = start.chars().take(TITLE_START_CHARS_MAX).collect();
            if !starts.contains(&start) {
                starts.push(start);
            }
        }
        if starts.len() >= TITLE_STARTS_MAX {
            break;
        }
    }
    starts
}

/// Characters of the title count this often, and no character more often than [`CHAR_COUNT_MAX`].
const TITLE_CHAR_WEIGHT: usize = 3;
const CHAR_COUNT_MAX: usize = 8;

fn single_chars(title: &str, folded: &str) -> Vec<String> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for c in text::han_chars(title) {
        *counts.entry(c).or_default() += TITLE_CHAR_WEIGHT - 1;
    }
    for c in text::han_chars(folded) {
        *counts.entry(c).or_default() += 1;
    }
    counts.into_iter().flat_map(|(c, count)| std::iter::repeat_n(c.to_string(), count.min(CHAR_COUNT_MAX))).collect()
}

/// The document of `entry`: title and body in one field of words (two boosted fields rank long
/// articles and short answers of one knowledge base against each other badly; measured).
pub(super) fn document(fields: &Fields, entry: &Entry) -> TantivyDocument {
    let title = text::normalise(&entry.title);
    let folded = format!("{title}\n{}", text::normalise(&entry.text));
    let prefix = tenant_prefix(entry.tenant);
    let (words, grams, syllables) =
        (text::words(&folded), text::grams(&folded), text::syllable_pairs(&folded, |_| false));

    let mut doc = TantivyDocument::default();
    doc.add_text(fields.key, key(entry.tenant, entry.article));
    doc.add_u64(fields.tenant, column_id(entry.tenant));
    doc.add_u64(fields.article, column_id(entry.article));
    doc.add_u64(fields.version, column_id(i64::from(entry.version)));
    doc.add_u64(fields.audience, entry.audience as u64);
    if let Some(category) = entry.category {
        doc.add_u64(fields.category, column_id(category));
    }
    for tag in &entry.tags {
        doc.add_u64(fields.tags, tag_hash(tag));
    }
    doc.add_u64(fields.words_len, words.len() as u64);
    doc.add_u64(fields.grams_len, grams.len() as u64);
    doc.add_u64(fields.syllables_len, syllables.len() as u64);
    doc.add_text(fields.title, &entry.title);
    doc.add_text(fields.body, &entry.text);
    doc.add_text(fields.words, joined(&prefix, &words));
    doc.add_text(fields.grams, joined(&prefix, &grams));
    doc.add_text(fields.syllables, joined(&prefix, &syllables));
    doc.add_text(fields.chars, joined(&prefix, &single_chars(&title, &folded)));
    for start in title_starts(&title) {
        doc.add_text(fields.title_starts, format!("{prefix}{start}"));
    }
    doc
}

pub(super) fn key_term(fields: &Fields, tenant: i64, article: i64) -> Term {
    Term::from_field_text(fields.key, &key(tenant, article))
}
