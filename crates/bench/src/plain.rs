//! Plain BM25 over the words of title and body in one field: what any search library gives for free, and so
//! the least that ours has to be, for every kind of question (goal of the search's "no kind worse").

use anyhow::Result;
use jieba_rs::Jieba;
use serde_json::Value;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexReader, TantivyDocument, Term, doc};
use unicode_normalization::UnicodeNormalization as _;

/// Its own index in memory, of the words that jieba finds in lower-cased NFKC text.
pub struct PlainBm25 {
    jieba: Jieba,
    reader: IndexReader,
    id: Field,
    text: Field,
}

impl PlainBm25 {
    /// `documents`: `id`, `title`, `body`.
    pub fn of(documents: &[Value]) -> Result<Self> {
        let jieba = Jieba::new();
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", STRING | STORED);
        let indexed = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexed));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 48 << 20)?;
        for document in documents {
            let of = |name: &str| document[name].as_str().unwrap_or_default();
            let whole = format!("{}\n{}", of("title"), of("body"));
            writer.add_document(doc!(id => of("id"), text => tokens(&jieba, &whole)))?;
        }
        writer.commit()?;
        Ok(Self { jieba, reader: index.reader()?, id, text })
    }

    /// Ids of the best documents, best first.
    pub fn search(&self, question: &str, limit: usize) -> Result<Vec<String>> {
        let searcher = self.reader.searcher();
        let terms = tokens(&self.jieba, question).tokens.into_iter().map(|token| {
            let term = Term::from_field_text(self.text, &token.text);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
        });
        let found =
            searcher.search(&BooleanQuery::new(terms.collect()), &TopDocs::with_limit(limit).order_by_score())?;
        let id = |address| {
            let document: TantivyDocument = searcher.doc(address)?;
            Ok(document.get_first(self.id).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default())
        };
        found.into_iter().map(|(_, address)| id(address)).collect()
    }
}

fn tokens(jieba: &Jieba, text: &str) -> PreTokenizedString {
    let folded = text.nfkc().collect::<String>().to_lowercase();
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words = jieba.cut_for_search(&folded, true).into_iter().map(|token| token.word).filter(is_word);
    let token = |(position, word): (usize, &str)| Token { position, text: word.to_owned(), ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: words.enumerate().map(token).collect() }
}
