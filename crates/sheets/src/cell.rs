//! What a cell holds. A text file has texts only; a sheet also has numbers and dates, and people keep phone numbers in
//! either.

use chrono::{NaiveDateTime, NaiveTime};

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
    Date(NaiveDateTime),
    /// Computed by a spreadsheet program: what it showed there is not what is stored.
    Formula,
    /// `#N/A` and its like.
    Error,
    /// More text than a cell may hold.
    TooLong,
}

/// Beyond this, numbers that end in zeros may have been rounded.
const WHOLE_MAX: f64 = 1e15;

impl Cell {
    /// A text as it was read; the mark that makes it harmless is taken off again.
    pub fn of_text(text: &str) -> Self {
        let text = crate::plain(text.strip_prefix('\u{feff}').unwrap_or(text));
        if text.len() > crate::CELL_BYTES_MAX {
            return Self::TooLong;
        }
        if text.trim().is_empty() {
            return Self::Empty;
        }
        Self::Text(text.to_owned())
    }

    /// A cell of a CSV file, in which a formula is a text that begins with `=`. `="0138"` is how programs keep
    /// leading zeros there.
    pub fn of_csv(text: &str) -> Self {
        let bare = text.trim();
        match bare.strip_prefix('=') {
            None => Self::of_text(text),
            Some(rest) => match rest.strip_prefix('"').and_then(|r| r.strip_suffix('"')) {
                Some(held) if !held.contains('"') => Self::of_text(held),
                _ => Self::Formula,
            },
        }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Empty)
    }

    pub(crate) fn bytes(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 0 }
    }

    /// As a person would read it; `None` when there is nothing that stands for itself. Whole numbers have no point and
    /// no exponent: 13800000000 is stored as 1.38E10.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Formula | Self::Error | Self::TooLong => None,
            Self::Text(text) => Some(text.clone()),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < WHOLE_MAX => Some(format!("{n:.0}")),
            Self::Number(n) => Some(n.to_string()),
            Self::Bool(is) => Some(is.to_string()),
            Self::Date(at) if at.time() == NaiveTime::MIN => Some(at.format("%Y-%m-%d").to_string()),
            Self::Date(at) => Some(at.format("%Y-%m-%d %H:%M:%S").to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_that_is_a_number_keeps_its_digits() {
        assert_eq!(Cell::Number(13_800_000_000.0).shown().unwrap(), "13800000000");
        assert_eq!(Cell::Number(0.5).shown().unwrap(), "0.5");
        assert_eq!(Cell::of_csv("057188886666"), Cell::Text("057188886666".into()));
    }

    #[test]
    fn a_formula_of_a_text_file_is_one() {
        assert_eq!(Cell::of_csv("=HYPERLINK(\"http://x\")"), Cell::Formula);
        assert_eq!(Cell::of_csv(" =1+1"), Cell::Formula);
        assert_eq!(Cell::of_csv("=\"0138\""), Cell::Text("0138".into()));
        assert_eq!(Cell::of_csv("=\"a\"&\"b\""), Cell::Formula);
        assert_eq!(Cell::of_csv("'=1+1"), Cell::Text("=1+1".into()), "what an export made harmless");
        assert_eq!(Cell::of_csv("+8613800000000"), Cell::Text("+8613800000000".into()));
        assert_eq!(Cell::of_csv(" \u{3000}"), Cell::Empty);
    }
}
