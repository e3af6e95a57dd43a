//! Syllables. A homophone typo (`江道` for `降到`) and a word typed in Latin letters (`ruhe`) differ
//! in characters but not in sound: pairs of toneless syllables make them meet.

use super::script::is_han;
use pinyin::ToPinyin;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Every toneless syllable that the characters of the basic plane can have (some 400).
static SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    ('\u{4e00}'..='\u{9fff}')
        .filter_map(|c| c.to_pinyin().map(|p| p.plain()))
        .filter(|s| s.is_ascii() && s.len() <= 6)
        .collect()
});

/// Splits `run` (lower-case letters) into syllables, longest first with backtracking;
/// None when it cannot be read as pinyin.
pub fn syllables_of_latin(run: &str) -> Option<Vec<&str>> {
    if run.is_empty() || run.len() > 48 || !run.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // next[i] = end of the syllable that starts at i on a path that reaches the end of the run.
    let mut next = vec![0usize; run.len() + 1];
    next[run.len()] = run.len();
    for start in (0..run.len()).rev() {
        for end in (start + 1..=(start + 6).min(run.len())).rev() {
            if next[end] != 0 && SYLLABLES.contains(&run[start..end]) {
                next[start] = end;
                break;
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let end = next[at];
        if end == 0 {
            return None;
        }
        found.push(&run[at..end]);
        at = end;
    }
    Some(found)
}

/// Pairs of adjacent syllables of folded text. Latin runs take part when `read_latin` says so
/// (for a question: runs that are no word of the knowledge base); otherwise they separate.
pub fn syllable_pairs(folded: &str, read_latin: impl Fn(&str) -> bool) -> Vec<String> {
    let mut pairs = Vec::new();
    let mut last: Option<&str> = None;
    let mut push = |last: &mut Option<&str>, syllable: &'static str| {
        if let Some(before) = last {
            pairs.push(format!("{before}_{syllable}"));
        }
        // The table owns its syllables, so the pair outlives the text.
        *last = Some(syllable);
    };
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        if is_han(c) {
            match c.to_pinyin() {
                Some(p) => push(&mut last, p.plain()),
                None => last = None,
            }
            rest = &rest[c.len_utf8()..];
        } else if c.is_ascii_lowercase() {
            let len = rest.bytes().take_while(u8::is_ascii_lowercase).count();
            let run = &rest[..len];
            match syllables_of_latin(run).filter(|_| read_latin(run)) {
                Some(found) => {
                    found.iter().filter_map(|s| SYLLABLES.get::<str>(s).copied()).for_each(|s| push(&mut last, s))
                }
                None => last = None,
            }
            rest = &rest[len..];
        } else {
            if !c.is_whitespace() {
                last = None;
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    pairs
}
