//! What typed text must be. The functions have garde's shape: `#[garde(custom(kernel::text::not_blank))]`.
//!
//! Whether anybody sees something is asked of Unicode's own tables. What ignores it (the joiner of emoji and of
//! several scripts, the selectors of variants) is part of a text, and none by itself.

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, PrependedConcatenationMark, WhiteSpace},
};

/// Drawn as nothing, though Unicode calls them symbols: the empty Braille cell, the null notehead, the Khitan filler.
const DRAWN_EMPTY: [char; 3] = ['\u{2800}', '\u{1d159}', '\u{16fe4}'];

/// Nothing on the page by itself, and no space either: zero-width and filler characters, and those that turn the
/// direction of writing ("gpj.exe" spelt backwards).
pub fn is_invisible(c: char) -> bool {
    let is_format = CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::Format;
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || is_format && !CodePointSetData::new::<PrependedConcatenationMark>().contains(c)
        || matches!(c, '\u{2028}' | '\u{2029}')
        || DRAWN_EMPTY.contains(&c)
}

fn is_seen(c: char) -> bool {
    !c.is_control() && !CodePointSetData::new::<WhiteSpace>().contains(c) && !is_invisible(c)
}

/// Whether a person who looks at it sees nothing.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(is_seen)
}

/// At least one character that a person sees.
pub fn not_blank<T: AsRef<str> + ?Sized>(text: &T, (): &()) -> garde::Result {
    if is_blank(text.as_ref()) { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// The same for text that may be left out.
pub fn not_blank_option<T: AsRef<str>>(text: &Option<T>, unit: &()) -> garde::Result {
    text.as_ref().map_or(Ok(()), |text| not_blank(text, unit))
}

/// A name as others see it: visible, and without what would change the text around it or tell two names apart
/// that look the same.
pub fn is_name<T: AsRef<str> + ?Sized>(text: &T, unit: &()) -> garde::Result {
    not_blank(text, unit)?;
    let mut before = None;
    let mut chars = text.as_ref().chars().peekable();
    while let Some(c) = chars.next() {
        if !may_stand_in_name(c, before, chars.peek().copied()) {
            return Err(garde::Error::new("must not contain invisible characters"));
        }
        // A selector belongs to its character: what follows stands after both.
        if !is_selector(c) {
            before = Some(c);
        }
    }
    Ok(())
}

/// The same for what may be left empty.
pub fn is_name_or_empty<T: AsRef<str> + ?Sized>(text: &T, unit: &()) -> garde::Result {
    if text.as_ref().is_empty() { Ok(()) } else { is_name(text, unit) }
}

/// The same for an optional field.
pub fn is_name_option<T: AsRef<str>>(text: &Option<T>, unit: &()) -> garde::Result {
    text.as_ref().map_or(Ok(()), |text| is_name_or_empty(text, unit))
}

fn may_stand_in_name(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        // Joiners shape emoji and the scripts of India and Arabia; between other letters they only hide.
        '\u{200c}' | '\u{200d}' => [before, after].into_iter().all(|c| c.is_some_and(is_joined)),
        _ if is_selector(c) => before.is_some_and(is_seen),
        // The flags of England and its like are a black flag and letters that nobody sees.
        '\u{e0020}'..='\u{e007f}' => before.is_some_and(|b| matches!(b, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}')),
        _ => !c.is_control() && !is_invisible(c),
    }
}

/// Chooses among the drawings of the character before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Whether a joiner beside it can show: neither in Latin, Greek and Cyrillic nor in Chinese, Japanese and Korean.
fn is_joined(c: char) -> bool {
    let is_plain = matches!(c, '\0'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
    !is_plain && is_seen(c)
}

/// `text` as a name, on one line: without what [`is_name`] refuses and without the space around it. For names that
/// were not typed into a form and are better mended than refused.
pub fn as_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().map(|c| if c.is_control() && c.is_whitespace() { ' ' } else { c }).peekable();
    while let Some(c) = chars.next() {
        if may_stand_in_name(c, before, chars.peek().copied()) {
            name.push(c);
            before = if is_selector(c) { before } else { Some(c) };
        }
    }
    name.trim().to_owned()
}

/// What was typed, without the space around it; nothing when nobody sees any of it.
pub fn visible(text: &str) -> Option<&str> {
    if is_blank(text) { None } else { Some(text.trim()) }
}

/// The same for text that may be left out.
pub fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().and_then(visible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One of each kind that is drawn as nothing.
    const NOTHING: [&str; 22] = [
        "",
        " \t\n",
        "\0",
        "\u{a0}",
        "\u{ad}",
        "\u{34f}",
        "\u{61c}",
        "\u{115f}\u{1160}",
        "\u{17b4}",
        "\u{180e}",
        "\u{200b}",
        "\u{200d}\u{200c}",
        "\u{2028}",
        "\u{202e}\u{2066} ",
        "\u{2060}\u{2064}",
        "\u{2800}\u{2800}",
        "\u{3000}",
        "\u{3164}",
        "\u{fe0f}",
        "\u{feff}",
        "\u{ffa0}",
        "\u{e0041}\u{e0101}",
    ];

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in NOTHING {
            assert!(not_blank(&blank, &()).is_err(), "{blank:?}");
            assert!(is_name(&blank, &()).is_err(), "{blank:?}");
            assert_eq!(filled(&Some(blank.to_owned())), None, "{blank:?}");
        }
        for seen in
            ["a", " 王 ", "👩\u{200d}💻", "❤\u{fe0f}", "\u{200b}x", ".", "\u{600}1", "가", "🏳\u{fe0f}\u{200d}🌈"]
        {
            assert!(not_blank(&seen, &()).is_ok(), "{seen:?}");
        }
    }

    #[test]
    fn a_name_turns_nothing_around_and_hides_nothing() {
        for bad in [
            "\u{202e}abc",
            "王\u{200b}芳",
            "王\u{200d}芳",
            "a\u{200d}b",
            "王芳\u{200d}",
            "王\u{3164}芳",
            "王\u{2800}芳",
            "a\0",
            "a\nb",
            "a\u{7f}",
            "a\u{2028}b",
            "a\u{e0061}",
            "\u{feff}a",
        ] {
            assert!(is_name(&bad, &()).is_err(), "{bad:?}");
        }
        for good in [
            "王芳",
            "O'Neil-李",
            "👩\u{200d}💻 小组",
            "👩\u{1f3fd}\u{200d}💻",
            "🏳\u{fe0f}\u{200d}🌈",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}城",
            "علی\u{200c}رضا",
            "ශ\u{dca}\u{200d}රී",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "김민수",
            "José",
            "a b",
        ] {
            assert!(is_name(&good, &()).is_ok(), "{good:?}");
        }
        assert!(is_name_or_empty("", &()).is_ok() && is_name_or_empty("\u{200b}", &()).is_err());
    }

    proptest! {
        /// However much of nothing is put together, it is nothing; and one letter in it is seen.
        #[test]
        fn nothing_and_nothing_is_nothing(parts in proptest::collection::vec(0usize..NOTHING.len(), 0..12), at in 0usize..12) {
            let nothing: Vec<&str> = parts.iter().map(|n| NOTHING[*n]).collect();
            prop_assert!(is_blank(&nothing.concat()));
            let (before, after) = nothing.split_at(at.min(nothing.len()));
            let seen = [before.concat(), after.concat()].join("家");
            prop_assert!(!is_blank(&seen));
        }

        /// What is mended is a name, unless there was nothing to see; and a name is left as it is.
        #[test]
        fn a_mended_name_is_a_name(text in "(\\PC|\\pC|[\u{200b}-\u{200f}\u{fe0f}\u{e0061}\u{1f3f4}\u{1f469}a王\n ]){0,12}") {
            let name = as_name(&text);
            prop_assert_eq!(is_name(&name, &()).is_ok(), !is_blank(&name));
            prop_assert_eq!(is_blank(&name), is_blank(&text));
            prop_assert_eq!(as_name(&name), name.clone());
            if is_name(&text, &()).is_ok() {
                prop_assert_eq!(text.trim(), name);
            }
        }
    }
}
