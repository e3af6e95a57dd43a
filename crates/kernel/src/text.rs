//! What typed text must be. The functions have garde's shape: `#[garde(custom(kernel::text::not_blank))]`.

/// Zero-width characters and those that turn the direction of writing ("gpj.exe" spelt backwards).
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}')
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_invisible(c)
}

/// At least one character that a person sees.
pub fn not_blank<T: AsRef<str>>(text: &T, (): &()) -> garde::Result {
    if text.as_ref().chars().any(is_seen) { Ok(()) } else { Err(garde::Error::new("must not be blank")) }
}

/// The same for text that may be left out.
pub fn not_blank_option<T: AsRef<str>>(text: &Option<T>, unit: &()) -> garde::Result {
    text.as_ref().map_or(Ok(()), |text| not_blank(text, unit))
}

/// A name as others see it: visible, and without what would change the text around it. The joiner of emoji
/// and of several scripts is part of names.
pub fn is_name<T: AsRef<str>>(text: &T, unit: &()) -> garde::Result {
    not_blank(text, unit)?;
    let disturbs = |c: char| c != '\u{200d}' && (is_invisible(c) || c.is_control());
    if text.as_ref().chars().any(disturbs) {
        return Err(garde::Error::new("must not contain invisible characters"));
    }
    Ok(())
}

/// What was typed, without the space around it; nothing when that is all there is.
pub fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in ["", " \t\n", "\u{3000}", "\u{200b}", "\u{202e}\u{2066} ", "\0"] {
            assert!(not_blank(&blank, &()).is_err(), "{blank:?}");
        }
        for seen in ["a", " 王 ", "👩\u{200d}💻", "\u{200b}x"] {
            assert!(not_blank(&seen, &()).is_ok(), "{seen:?}");
        }
    }

    #[test]
    fn a_name_turns_nothing_around() {
        for bad in ["\u{202e}abc", "王\u{200b}芳", "a\0", "a\nb", " "] {
            assert!(is_name(&bad, &()).is_err(), "{bad:?}");
        }
        for good in ["王芳", "O'Neil-李", "👩\u{200d}💻 小组"] {
            assert!(is_name(&good, &()).is_ok(), "{good:?}");
        }
    }
}
