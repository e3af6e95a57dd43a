//! A text cut into the sentences that can be quoted. The cut is a function of the text alone, so
//! that a passage number of a version means the same sentence for ever.

/// A sentence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'a> {
    pub number: usize,
    pub text: &'a str,
}

/// Nobody heads a paragraph with more.
const HEADING_CHARS_MAX: usize = 30;

impl Passage<'_> {
    /// A short line that no full stop ends: so plain text shows a heading.
    pub fn is_heading(&self) -> bool {
        let is_open = self.text.ends_with(|c: char| c.is_alphanumeric() || is_closing(c));
        let is_item = self.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '•' | '|'));
        is_open && !is_item && self.text.chars().count() <= HEADING_CHARS_MAX
    }
}

/// Longer sentences are cut at a comma: nobody reads a quote of half a page.
const CHARS_MAX: usize = 240;

fn ends_sentence(c: char, next: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '!' | '?' | '；' | '\n' | '…' => true,
        ';' => next.is_none_or(char::is_whitespace),
        '.' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// What may follow the end of a sentence and still belongs to it.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | ')' | '）' | '】' | '」' | '』' | '》')
}

/// The passages of `text`, in order, blank ones left out.
pub fn split(text: &str) -> Vec<Passage<'_>> {
    let mut passages = Vec::new();
    let mut start = 0;
    let mut count = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        count += 1;
        let next = chars.peek().map(|(_, c)| *c);
        let is_long = count >= CHARS_MAX && matches!(c, '，' | ',' | '、' | ' ') || count >= CHARS_MAX * 2;
        if !(ends_sentence(c, next) || is_long) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| is_closing(*c)) {
            end = at + c.len_utf8();
        }
        push(&mut passages, &text[start..end]);
        start = end;
        count = 0;
    }
    push(&mut passages, &text[start..]);
    passages
}

fn push<'a>(passages: &mut Vec<Passage<'a>>, text: &'a str) {
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        passages.push(Passage { number: passages.len(), text });
    }
}
