//! The rows of a CSV file (RFC 4180), byte by byte: in UTF-8 and in GBK no byte of a character is a quote, a comma
//! or a line break. A quote that is never closed costs its own row and no other, which is why this is not the csv
//! crate: that one reads on to the end of the file, and does not tell where the quote stood.

use std::io::{self, BufRead, BufReader, Cursor, Read};

/// No row is this long. What seems to be has a quote that is never closed, or somebody put a book into a cell.
const ROW_BYTES_MAX: usize = 4 << 20;

pub struct Record {
    /// Where the row begins, from 1.
    pub line: i64,
    pub cells: Result<Vec<Vec<u8>>, Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A quote in it is never closed.
    OpenQuote,
    /// It has more bytes than a row may.
    TooLong,
    /// The file cannot be read on from here.
    Unreadable,
}

pub struct Sheet {
    input: Box<dyn BufRead>,
    line: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    /// At the beginning of a cell.
    Start,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end of the cell, or the first half of a quote that is meant.
    Closing,
}

/// A row as it is being read.
struct Reading {
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    state: In,
    /// All bytes of the row, to go back in.
    raw: Vec<u8>,
    /// Where in `raw` the quote stands that is open.
    opened: usize,
    breaks: i64,
}

impl Reading {
    fn new() -> Self {
        Self { cells: Vec::new(), cell: Vec::new(), state: In::Start, raw: Vec::new(), opened: 0, breaks: 0 }
    }

    /// Takes a byte; `true` when the row ends with it.
    fn take(&mut self, byte: u8) -> bool {
        self.raw.push(byte);
        self.breaks += i64::from(byte == b'\n');
        match (self.state, byte) {
            (In::Quoted, b'"') => self.state = In::Closing,
            (In::Quoted, _) => self.cell.push(byte),
            (In::Closing, b'"') => {
                self.cell.push(byte);
                self.state = In::Quoted;
            }
            (In::Start, b'"') => {
                self.opened = self.raw.len() - 1;
                self.state = In::Quoted;
            }
            (_, b',') => {
                self.end_cell();
                self.state = In::Start;
            }
            (_, b'\n') => return true,
            (In::Start | In::Plain | In::Closing, _) => {
                self.cell.push(byte);
                self.state = In::Plain;
            }
        }
        false
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// Whether what the open quote holds goes over several lines.
    fn breaks_after_quote(&self) -> bool {
        self.raw.get(self.opened..).is_some_and(|held| held.contains(&b'\n'))
    }

    fn is_blank(&self) -> bool {
        self.raw.trim_ascii().is_empty()
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        // Outside of quotes: the first half of the line break.
        if self.state == In::Plain && self.cell.last() == Some(&b'\r') {
            self.cell.pop();
        }
        self.end_cell();
        self.cells
    }
}

impl Sheet {
    pub fn new(file: impl Read + 'static) -> Self {
        Self { input: Box::new(BufReader::new(file)), line: 1 }
    }

    fn read(&mut self) -> io::Result<Option<Record>> {
        loop {
            let mut row = Reading::new();
            let mut has_ended = false;
            while !has_ended && row.raw.len() < ROW_BYTES_MAX {
                let buffer = self.input.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let mut used = 0;
                for &byte in buffer {
                    used += 1;
                    has_ended = row.take(byte);
                    if has_ended || row.raw.len() == ROW_BYTES_MAX {
                        break;
                    }
                }
                self.input.consume(used);
            }
            if row.raw.is_empty() {
                return Ok(None);
            }
            let line = self.line;
            let is_full = !has_ended && row.raw.len() == ROW_BYTES_MAX;
            if row.state == In::Quoted && (!is_full || row.breaks_after_quote()) {
                self.go_back(&row);
                return Ok(Some(Record { line, cells: Err(Fault::OpenQuote) }));
            }
            if is_full {
                self.line += row.breaks;
                self.pass_line()?;
                return Ok(Some(Record { line, cells: Err(Fault::TooLong) }));
            }
            self.line += row.breaks;
            if !row.is_blank() {
                return Ok(Some(Record { line, cells: Ok(row.finish()) }));
            }
        }
    }

    /// Leaves out what is left of the line.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|b| *b == b'\n');
            let used = end.map_or(buffer.len(), |n| n + 1);
            self.input.consume(used);
            if end.is_some() || used == 0 {
                self.line += i64::from(end.is_some());
                return Ok(());
            }
        }
    }

    /// Goes on with the line after the one in which the open quote stands.
    fn go_back(&mut self, row: &Reading) {
        let kept = row.raw.iter().skip(row.opened).position(|b| *b == b'\n').map(|n| row.opened + n + 1);
        let (passed, rest) = row.raw.split_at(kept.unwrap_or(row.raw.len()));
        self.line += passed.iter().map(|b| i64::from(*b == b'\n')).sum::<i64>();
        let input = std::mem::replace(&mut self.input, Box::new(io::empty()));
        self.input = Box::new(BufReader::new(Cursor::new(rest.to_vec()).chain(input)));
    }
}

impl Iterator for Sheet {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.read().unwrap_or_else(|_| {
            self.input = Box::new(io::empty());
            Some(Record { line: self.line, cells: Err(Fault::Unreadable) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(i64, Option<Vec<String>>)> {
        let told = |cells: Vec<Vec<u8>>| cells.into_iter().map(|c| String::from_utf8(c).unwrap()).collect();
        Sheet::new(Cursor::new(text.as_bytes().to_vec())).map(|r| (r.line, r.cells.ok().map(told))).collect()
    }
    fn row(line: i64, cells: &[&str]) -> (i64, Option<Vec<String>>) {
        (line, Some(cells.iter().map(|c| (*c).to_owned()).collect()))
    }

    #[test]
    fn quotes_hold_commas_breaks_and_quotes() {
        let text = "a,\"b,\r\n\"\"c\"\"\",\r\n\r\nd,5\" pipe";
        assert_eq!(rows(text), [row(1, &["a", "b,\r\n\"c\"", ""]), row(4, &["d", "5\" pipe"])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row() {
        let text = "h,i\n\"two\nlines\",\"never closed\nc,1\nd,2\n";
        assert_eq!(rows(text), [row(1, &["h", "i"]), (2, None), row(4, &["c", "1"]), row(5, &["d", "2"])]);
        let long = format!("a,\"b\n{}", "c,1\n".repeat(2_000_000));
        assert_eq!(rows(&long).len(), 2_000_001);
    }

    #[test]
    fn a_book_in_a_cell_costs_its_own_row() {
        for (before, after) in [("", ""), ("\"", "\"")] {
            let text = format!("h,i\nx,{before}{}{after},y\nc,1\n", "长".repeat(4_000_000));
            assert_eq!(rows(&text), [row(1, &["h", "i"]), (2, None), row(3, &["c", "1"])]);
        }
    }

    proptest! {
        /// What the csv crate writes is read as it was.
        #[test]
        fn what_is_written_is_read(table in proptest::collection::vec(proptest::collection::vec("[a,\"\r\n 中]{0,6}", 2..5), 0..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for cells in &table {
                writer.write_record(cells).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = rows(&text).into_iter().filter_map(|(_, cells)| cells).collect();
            prop_assert_eq!(read, table);
        }
    }
}
