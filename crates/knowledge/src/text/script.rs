//! One spelling for each character: NFKC, lower case, simplified script.
//! Folding is per character, so that a place in the folded text leads back to a place in the
//! original (highlights, citations).

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Pairs `traditional simplified`, from OpenCC's `TSCharacters.txt` (Apache-2.0), first reading only.
const SIMPLIFIED: &str = include_str!("../../data/simplified.txt");

/// Direct table over the basic plane: 128 kB buys a fold without hashing on every indexed character.
static TO_SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let mut chars = SIMPLIFIED.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if let (Ok(from), Ok(to)) = (u16::try_from(from as u32), u16::try_from(to as u32)) {
            table[usize::from(from)] = to;
        }
    }
    table.into_boxed_slice()
});

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

fn simplify(c: char) -> char {
    u16::try_from(c as u32)
        .ok()
        .and_then(|code| char::from_u32(u32::from(TO_SIMPLIFIED[usize::from(code)])))
        .unwrap_or(c)
}

/// Calls `out` for each character that `c` folds to (mostly one; ligatures and `㎡` give several).
pub fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        out(c.to_ascii_lowercase());
    } else if matches!(c, '\u{4e00}'..='\u{9fff}') {
        out(simplify(c));
    } else {
        for composed in std::iter::once(c).nfkc() {
            for lower in composed.to_lowercase() {
                out(simplify(lower));
            }
        }
    }
}

/// The folded text.
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |f| folded.push(f));
    }
    folded
}

/// The folded text, and for each of its characters the byte offset in `text` it came from.
pub fn normalise_with_origin(text: &str) -> (Vec<char>, Vec<usize>) {
    let (mut folded, mut origin) = (Vec::with_capacity(text.len() / 2), Vec::with_capacity(text.len() / 2));
    for (at, c) in text.char_indices() {
        fold_char(c, |f| {
            folded.push(f);
            origin.push(at);
        });
    }
    (folded, origin)
}
