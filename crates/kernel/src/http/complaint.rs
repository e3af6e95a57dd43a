//! What serde says about bad input, said to somebody who does not know Rust.

use crate::FieldError;

/// A complaint about `field`, or about the field that the message names; `place` tells where that one stands.
pub(super) fn complaint(field: &str, message: &str, place: impl Fn(&str) -> String) -> FieldError {
    // serde_json's text ends in " at line 1 column 9", which helps nobody who sent an object.
    let message = message.split(" at line ").next().unwrap_or(message);
    let named = |start: &str| message.strip_prefix(start)?.strip_suffix('`');
    if let Some(name) = named("missing field `") {
        return FieldError::required(place(name));
    }
    if let Some(name) = named("duplicate field `") {
        return FieldError::invalid(place(name), "is given twice");
    }
    if message.starts_with("unknown variant") {
        let expected = message.split_once(", expected ").map_or("another value", |(_, expected)| expected);
        return FieldError {
            field: field.to_owned(),
            message: format!("must be {}", expected.replace('`', "")),
            code: "FIELD_UNKNOWN_VALUE".into(),
        };
    }
    FieldError::invalid(field, plain(message))
}

const DATE: &str = "must be a date and time such as 2030-01-31T08:00:00Z";
/// What chrono says of a text that is none.
const DATES: [&str; 6] = [
    "premature end of input",
    "input contains invalid characters",
    "trailing input",
    "input is out of range",
    "no possible date and time matching input",
    "input is not enough for unique date and time",
];

fn plain(message: &str) -> String {
    // The texts of Rust's own parsers, which query strings go through.
    if message.contains("number too ") {
        return "is out of range".into();
    }
    if message.contains("invalid digit") || message.contains("parse integer") {
        return "must be a whole number".into();
    }
    if message.contains("invalid float") {
        return "must be a number".into();
    }
    if message.contains("`true` or `false`") {
        return "must be true or false".into();
    }
    // chrono's.
    if DATES.contains(&message) {
        return DATE.into();
    }
    match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("must be {}", kind(expected)),
        // An untagged choice, or a text of our own.
        _ if message.contains("untagged enum") => "has the wrong form".into(),
        _ => message.to_owned(),
    }
}

/// What a Rust type is to a reader of JSON.
fn kind(expected: &str) -> &str {
    let whole_number = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize", "isize", "a nonzero"];
    if whole_number.iter().any(|name| expected.starts_with(name)) {
        "a whole number in range"
    } else if expected.starts_with("f64") || expected.starts_with("f32") {
        "a number"
    } else if expected.starts_with("a string") || expected.starts_with("a borrowed string") {
        "text"
    } else if expected.starts_with("a boolean") {
        "true or false"
    } else if expected.starts_with("struct")
        || expected.starts_with("a map")
        || expected.starts_with("internally tagged")
    {
        "an object"
    } else if expected.starts_with("a sequence") || expected.starts_with("an array") {
        "a list"
    } else if expected.starts_with("a formatted date") || expected.contains("RFC 3339") {
        DATE.strip_prefix("must be ").unwrap_or(DATE)
    } else if expected.starts_with("a formatted UUID") || expected.starts_with("a UUID") {
        "a UUID"
    } else if ["enum", "tuple", "unit", "variant", "newtype", "adjacently"]
        .iter()
        .any(|name| expected.starts_with(name))
    {
        "of another form"
    } else {
        expected
    }
}
