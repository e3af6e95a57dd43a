//! Chinese text as the search sees it: one script, one case, one width; words, character pairs
//! and syllables. Everything here is a pure function of its argument; what is indexed and what
//! is asked go through the same functions, or they would not meet.

mod chatter;
mod glossary;
mod pinyin;
mod script;
mod stops;
mod synonyms;
mod words;

pub use chatter::strip_chatter;
pub use glossary::chinese_for;
pub use pinyin::{syllable_pairs, syllables_of_latin};
pub use script::{fold_char, is_han, normalise, normalise_with_origin};
pub use stops::{is_stop, without_question_phrases};
pub use synonyms::{in_manuals, synonyms, written_out};
pub use words::{
    Compound, code_parts, compounds, grams, grams_asked, han_chars, spellings, squeezed, words, words_asked,
};

#[cfg(test)]
mod tests;
