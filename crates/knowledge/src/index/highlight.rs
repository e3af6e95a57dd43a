//! Which parts of a text match a question, and the stretch of it worth showing.

use super::question::Question;
use crate::text;
use std::collections::HashSet;
use std::ops::Range;

/// A stretch of text, with the parts that match; bytes relative to `text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub text: String,
    pub marks: Vec<Range<usize>>,
}

/// Byte ranges of `shown` that hold words of `question`, in order, not overlapping.
pub fn highlight(shown: &str, question: &Question) -> Vec<Range<usize>> {
    let (folded, origin) = text::normalise_with_origin(shown);
    let mut is_marked = vec![false; folded.len()];
    let is_wanted = |word: &&str| is_telling(word) || question.one_char().is_some();
    let wanted: HashSet<&str> = question.words().iter().map(String::as_str).filter(is_wanted).collect();
    for word in wanted.into_iter().flat_map(text::spellings) {
        let word: Vec<char> = word.chars().collect();
        let is_latin = word[0].is_ascii_alphanumeric();
        let mut at = 0;
        while at + word.len() <= folded.len() {
            let fits = folded[at..at + word.len()] == word[..];
            // A Latin word inside another is no match: `port` in `support`.
            let whole = !is_latin
                || (at == 0 || !folded[at - 1].is_ascii_alphanumeric())
                    && folded.get(at + word.len()).is_none_or(|c| !c.is_ascii_alphanumeric() || *c == 's');
            if fits && whole {
                is_marked[at..at + word.len()].fill(true);
                at += word.len();
            } else {
                at += 1;
            }
        }
    }
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, _) in is_marked.iter().enumerate().filter(|(_, marked)| **marked) {
        let start = origin[at];
        let end = start + shown[start..].chars().next().map_or(0, char::len_utf8);
        match marks.last_mut() {
            Some(last) if last.end >= start => last.end = last.end.max(end),
            _ => marks.push(start..end),
        }
    }
    marks
}

/// A single common character (`的`, `是`) lights up half the page and says nothing.
fn is_telling(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(_), Some(_)) => !matches!(
            word,
            "什么"
                | "怎么"
                | "如何"
                | "为什么"
                | "哪些"
                | "哪个"
                | "哪里"
                | "怎样"
                | "是否"
                | "可以"
                | "the"
                | "to"
                | "is"
                | "how"
                | "what"
                | "do"
                | "of"
                | "in"
                | "can"
                | "for"
                | "and"
        ),
        (Some(c), None) => c.is_ascii_digit(),
        _ => false,
    }
}

/// About `chars_max` characters of `body` around its densest part, with marks.
pub fn excerpt(body: &str, question: &Question, chars_max: usize) -> Span {
    let marks = highlight(body, question);
    let starts: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
    if starts.len() <= chars_max {
        return Span { text: body.to_owned(), marks };
    }
    let char_of = |byte: usize| starts.partition_point(|start| *start < byte);
    let mut best = (0, 0);
    for (number, mark) in marks.iter().enumerate() {
        let from = char_of(mark.start);
        let held = marks[number..]
            .iter()
            .take_while(|m| char_of(m.end) <= from + chars_max * 3 / 4)
            .map(|m| m.len())
            .sum::<usize>();
        if held > best.0 {
            best = (held, from);
        }
    }
    // A little of what comes before, so that the first mark has a context.
    let from = best.1.saturating_sub(chars_max / 6).min(starts.len() - chars_max);
    let (start, end) = (starts[from], starts.get(from + chars_max).copied().unwrap_or(body.len()));
    let inside = marks
        .into_iter()
        .filter(|m| m.start >= start && m.end <= end)
        .map(|m| m.start - start..m.end - start)
        .collect();
    Span { text: body[start..end].to_owned(), marks: inside }
}
