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

/// The parts of a Latin run, and, `with_whole`, all of it in one piece.
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

/// The compounds of folded text: their parts, and the whole.
pub fn compounds(folded: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    for run in runs(folded) {
        let Run::Latin(run) = run else { continue };
        let mut parts = Vec::new();
        latin_words(run, true, &mut parts);
        if parts.len() > 2
            && let Some(whole) = parts.pop()
        {
            found.push((parts, whole));
        }
    }
    found
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
