//! Words and character pairs. Words: jieba in search mode for Chinese runs, and Latin runs split at
//! punctuation, with compounds kept a second time in one piece (`ESP32-C3` = `esp32`, `c3`,
//! `esp32c3`), so that each way of writing a product name finds the others.

use super::script::is_han;
use jieba_rs::Jieba;
use std::sync::LazyLock;

/// One dictionary for the process: 0.15 s to load and some 30 MB, so it waits for its first use.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Longer tokens are base64, hashes and the like: useless as words, costly as terms.
const WORD_CHARS_MAX: usize = 48;

/// A run of text of one kind.
enum Run<'a> {
    Han(&'a str),
    /// Letters and digits, with `-_.+#/` inside.
    Latin(&'a str),
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | '\'' | ':')
}

/// Splits folded text into runs; everything else separates.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut end = start + first.len_utf8();
        if is_han(first) {
            while let Some(&(at, c)) = chars.peek().filter(|(_, c)| is_han(*c)) {
                end = at + c.len_utf8();
                chars.next();
            }
            found.push(Run::Han(&text[start..end]));
        } else if is_latin(first) {
            while let Some(&(at, c)) = chars.peek() {
                let joins = is_joiner(c) && text[at + c.len_utf8()..].chars().next().is_some_and(is_latin);
                if !(is_latin(c) || joins || matches!(c, '+' | '#')) {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            found.push(Run::Latin(&text[start..end]));
        }
    }
    found
}

/// The singular of an English plural, roughly: `modules` = `module`, `batteries` = `battery`.
fn singular(word: &str) -> String {
    let bytes = word.as_bytes();
    if word.len() < 4 || !word.is_ascii() || bytes.iter().any(u8::is_ascii_digit) || !word.ends_with('s') {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    match bytes[word.len() - 2] {
        b's' | b'u' | b'i' => word.to_owned(),
        _ => word[..word.len() - 1].to_owned(),
    }
}

/// The numbers of a version (`v6.4.2` = `6.4.2`), when the run is one.
fn version(run: &str) -> Option<&str> {
    let numbers = run.strip_prefix('v').unwrap_or(run);
    let is_number = |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
    (numbers.contains('.') && numbers.split('.').all(is_number)).then_some(numbers)
}

/// The parts of a Latin run, and, `with_whole`, all of it in one piece: joined, and a version as it is written, with
/// what it begins with (`6.4` finds `V6.4.2`).
fn latin_words(run: &str, with_whole: bool, out: &mut Vec<String>) {
    let parts: Vec<&str> = run.split(is_joiner).filter(|p| !p.is_empty()).collect();
    for part in &parts {
        if part.chars().count() <= WORD_CHARS_MAX {
            out.push(singular(part));
        }
    }
    if with_whole && parts.len() > 1 {
        let whole = parts.concat();
        if whole.chars().count() <= WORD_CHARS_MAX {
            out.push(whole);
        }
    }
    if with_whole && let Some(numbers) = version(run) {
        out.extend(numbers.match_indices('.').skip(1).map(|(at, _)| numbers[..at].to_owned()));
        out.push(numbers.to_owned());
    }
}

/// The words of folded text, in order, repeats kept (their count is the term frequency).
pub fn words(folded: &str) -> Vec<String> {
    cut(folded, true)
}

/// The same without the whole compounds: in a question they would count one name twice.
pub fn words_asked(folded: &str) -> Vec<String> {
    cut(folded, false)
}

fn cut(folded: &str, with_whole: bool) -> Vec<String> {
    let mut out = Vec::with_capacity(folded.len() / 4);
    for run in runs(folded) {
        match run {
            Run::Latin(run) => latin_words(run, with_whole, &mut out),
            Run::Han(run) => out.extend(JIEBA.cut_for_search(run, true).into_iter().map(|t| t.word.to_owned())),
        }
    }
    out
}

/// A name of several parts: `ESP32-C3`, `RPT-5003`, `V6.4.2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compound {
    pub parts: Vec<String>,
    /// As [`words`] has it in one piece.
    pub whole: String,
    /// The parts of a version are digits that stand everywhere: it is asked for as a whole, or not found.
    pub is_version: bool,
}

/// The compounds of folded text.
pub fn compounds(folded: &str) -> Vec<Compound> {
    let mut found = Vec::new();
    for run in runs(folded) {
        let Run::Latin(run) = run else { continue };
        let mut parts = Vec::new();
        latin_words(run, false, &mut parts);
        let whole = version(run).map_or_else(|| run.split(is_joiner).collect(), str::to_owned);
        if parts.len() > 1 && whole.chars().count() <= WORD_CHARS_MAX {
            found.push(Compound { parts, whole, is_version: version(run).is_some() });
        }
    }
    found
}

/// The letters and the digits of a code that was written without its hyphen: `rpt5003` = `rpt`, `5003`.
pub fn code_parts(word: &str) -> Option<(&str, &str)> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = word.split_at(digits);
    let is_code = letters.len() > 1
        && letters.bytes().all(|b| b.is_ascii_lowercase())
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then_some((letters, digits))
}

/// A word as a text may spell it: a code that was joined may have a hyphen or a space there.
pub fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if let Some((letters, digits)) = code_parts(word) {
        all.extend(["-", "_", " "].iter().map(|between| format!("{letters}{between}{digits}")));
    }
    all
}

/// Folded text without what may stand between the parts of a code, when it is nothing but Latin.
pub fn squeezed(folded: &str) -> Option<String> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || is_joiner(c) || c == ' ';
    folded.chars().all(is_code).then(|| folded.chars().filter(|c| !is_joiner(*c) && *c != ' ').collect())
}

/// Each Chinese character of folded text, repeats kept.
pub fn han_chars(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|c| is_han(*c))
}

/// Overlapping pairs of characters of each Chinese run, and Latin runs as words: what still matches
/// when the dictionary cuts a name, or an unknown word, in another place.
pub fn grams(folded: &str) -> Vec<String> {
    pair_up(folded, true)
}

/// The same without the whole compounds.
pub fn grams_asked(folded: &str) -> Vec<String> {
    pair_up(folded, false)
}

fn pair_up(folded: &str, with_whole: bool) -> Vec<String> {
    let mut out = Vec::with_capacity(folded.len() / 3);
    for run in runs(folded) {
        match run {
            Run::Latin(run) => latin_words(run, with_whole, &mut out),
            Run::Han(run) => {
                let chars: Vec<(usize, char)> = run.char_indices().collect();
                if chars.len() == 1 {
                    out.push(run.to_owned());
                }
                for pair in chars.windows(2) {
                    out.push(run[pair[0].0..pair[1].0 + pair[1].1.len_utf8()].to_owned());
                }
            }
        }
    }
    out
}
