//! English to Chinese, word by word: enough for an English question to reach a Chinese entry, since
//! the words of an entry pick among the candidates together. No translation is ever shown.

use std::sync::LazyLock;

/// `english<TAB>word word ...`, sorted; sources and licences in `data/SOURCES.md`.
const GLOSSARY: &str = include_str!("../../data/glossary.txt");

/// Sorted lines to search by halves: no copy of the table on the heap but its line starts.
static LINES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut lines: Vec<_> = GLOSSARY.lines().filter_map(|line| line.split_once('\t')).collect();
    lines.sort_unstable();
    lines
});

fn look_up(english: &str) -> Option<&'static str> {
    LINES.binary_search_by_key(&english, |line| line.0).ok().map(|at| LINES[at].1)
}

/// The forms that `word` may be an inflection of, likeliest first.
fn stems(word: &str) -> Vec<String> {
    let mut stems = vec![word.to_owned()];
    for (ending, put) in [
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("ment", ""),
        ("er", ""),
        ("er", "e"),
        ("ation", "e"),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() >= 2) {
            stems.push(format!("{stem}{put}"));
            let bytes = stem.as_bytes();
            // `running`, `stopped`: the consonant was doubled.
            if put.is_empty() && bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
                stems.push(stem[..stem.len() - 1].to_owned());
            }
        }
    }
    stems
}

/// Chinese words for an English word, or for two words in a row; likeliest first.
pub fn chinese_for(english: &str) -> Vec<&'static str> {
    stems(english).iter().find_map(|stem| look_up(stem)).map(|words| words.split(' ').collect()).unwrap_or_default()
}
