//! Tables on their way out. A text that a spreadsheet program would take for a formula gets the apostrophe that makes
//! it a text there ("CSV injection"); reading takes it off again.

use std::{borrow::Cow, path::Path};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Rows of one sheet, without its head.
pub const SHEET_ROWS_MAX: i64 = 1_048_575;

fn is_formula(text: &str) -> bool {
    let begins = text.trim_start_matches('\'');
    // Blanks before it do not stop every program; a tab or a line break alone begins a cell anew in some.
    begins.starts_with(['\t', '\r', '\n'])
        || begins.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The text, such that it is shown and never run.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What [`harmless`] was given.
pub fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// CSV as spreadsheet programs want it: UTF-8 with its mark, CRLF. Handed on in pieces.
pub struct CsvTable(csv::Writer<Vec<u8>>);

impl CsvTable {
    pub fn new(head: &[String]) -> Self {
        let mut table = Self(writer(b"\xef\xbb\xbf".to_vec()));
        table.row(head);
        table
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| harmless(cell.as_ref())).collect();
        // Into memory, which takes everything.
        drop(self.0.write_record(cells.iter().map(|cell| cell.as_bytes())));
    }

    /// What was written since the last time.
    pub fn take(self) -> (Self, Vec<u8>) {
        let written = self.0.into_inner().unwrap_or_default();
        (Self(writer(Vec::new())), written)
    }
}

fn writer(into: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(into)
}

/// A workbook of one sheet whose rows go to the disk as they come.
pub struct XlsxTable {
    book: Workbook,
    rows: u32,
}

impl XlsxTable {
    /// Works in the folder `near`.
    pub fn new(near: &Path, head: &[String]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        book.set_tempdir(near)?;
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(head) {
            sheet.set_column_width(column, 18)?;
            sheet.write_string_with_format(0, column, harmless(name), &bold)?;
        }
        Ok(Self { book, rows: 1 })
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            if !cell.as_ref().is_empty() {
                // Always a text, so that no number loses its zeros.
                let shown: String = harmless(cell.as_ref()).chars().take(32_767).collect();
                sheet.write_string(self.rows, column, shown)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    pub fn save(mut self, path: &Path) -> Result<(), XlsxError> {
        self.book.save(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_a_formula_is_made_harmless() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "''+1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "a=1", "1-2", "13800000000", "'quoted'", "李"] {
            assert_eq!(harmless(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_cell_that_leaves_begins_a_formula_and_all_come_back(text in "['=+@\t\r \n＝a0中-]{0,6}") {
            let left = harmless(&text);
            let first = left.chars().next();
            prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝')), "{left:?}");
            prop_assert_eq!(plain(&left), text.as_str());
        }

        /// The same after a reader of CSV has taken the table apart.
        #[test]
        fn no_formula_hides_in_a_table(rows in proptest::collection::vec(proptest::collection::vec("[=+@,\"\r\n\t' a-]{0,6}", 3), 0..5)) {
            let mut table = CsvTable::new(&["=a".to_owned(), "b".into(), "c".into()]);
            for row in &rows {
                table.row(row);
            }
            let (_, bytes) = table.take();
            prop_assert!(bytes.starts_with(b"\xef\xbb\xbf"));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[3..]);
            let mut read = Vec::new();
            for record in reader.records() {
                let record = record.unwrap();
                for cell in &record {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                }
                read.push(record.iter().map(|c| plain(c).to_owned()).collect::<Vec<_>>());
            }
            prop_assert_eq!(&read[1..], &rows[..]);
        }
    }
}
