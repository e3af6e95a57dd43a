//! Tables in files. Rows out of CSV and XLSX as people send them, one at a time, without trusting what a file says
//! of itself; and tables written so that no spreadsheet program runs anything of them.
//!
//! Below the rooms that import and export, because it knows nothing of articles or customers.

mod cell;
pub mod csv;
pub mod text;
mod write;
mod xlsx;

use std::{fs::File, io::Read, ops::ControlFlow, path::Path};

pub use cell::Cell;
pub use write::{CsvTable, SHEET_ROWS_MAX, XlsxTable, harmless, plain};

/// Columns that are looked at; no table of ours has more.
pub const COLUMNS_MAX: usize = 256;
/// What a spreadsheet program lets a cell hold is 32,767 characters; in UTF-8 they fit.
pub const CELL_BYTES_MAX: usize = 128 << 10;
/// All cells of a row together.
pub const ROW_TEXT_MAX: usize = 512 << 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
}

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it begins, from 1: the line of a text, the row of a sheet.
    pub line: i64,
    pub cells: Result<Vec<Cell>, Fault>,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    OpenQuote,
    TooLong,
    /// Neither it nor what follows: the file ends too soon, or its rows are out of order.
    Unreadable,
    NotText,
    /// Written in GBK in a file of UTF-8, or the other way round.
    OtherEncoding,
    /// Shares a cell with another row or column: what belongs to it is not in it.
    Merged,
}

/// Why a file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("is no workbook")]
    NotAWorkbook,
    #[error("contains macros")]
    Macros,
    /// Both are the same container.
    #[error("is protected by a password, or in the format of before 2007")]
    Protected,
    #[error("unpacks to more than it may")]
    UnpacksToTooMuch,
    #[error("claims more than it holds")]
    FalseClaims,
    #[error("has no visible sheet")]
    NoSheet,
    #[error("is UTF-16")]
    Utf16,
    #[error("holds bytes that no text has")]
    Binary,
    #[error("cannot be read")]
    Broken,
}

/// Looks a file over before anything is made of it.
pub fn inspect(kind: Kind, path: &Path) -> Result<(), Refusal> {
    match kind {
        Kind::Csv => inspect_text(path),
        Kind::Xlsx => xlsx::inspect(path),
    }
}

fn inspect_text(path: &Path) -> Result<(), Refusal> {
    let mut head = [0; 4096];
    let read = File::open(path).and_then(|mut f| f.read(&mut head)).map_err(|_| Refusal::Broken)?;
    let head = &head[..read];
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(Refusal::Utf16);
    }
    if head.contains(&0) { Err(Refusal::Binary) } else { Ok(()) }
}

/// Hands over the rows of a file that [`inspect`] found fit, until there are no more or `visit` has enough.
pub fn read(kind: Kind, path: &Path, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Refusal> {
    match kind {
        Kind::Csv => read_text(path, visit),
        Kind::Xlsx => xlsx::read(path, visit),
    }
}

fn read_text(path: &Path, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Refusal> {
    let mut file = File::open(path).map_err(|_| Refusal::Broken)?;
    let encoding = text::encoding_of(&mut file).map_err(|_| Refusal::Broken)?;
    for csv::Record { line, cells } in csv::Sheet::new(file) {
        let cells = match cells {
            Ok(raw) => text::cells(encoding, &raw).and_then(within_bounds),
            Err(csv::Fault::OpenQuote) => Err(Fault::OpenQuote),
            Err(csv::Fault::TooLong) => Err(Fault::TooLong),
            Err(csv::Fault::Unreadable) => Err(Fault::Unreadable),
        };
        let is_blank = cells.as_ref().is_ok_and(|cells| cells.iter().all(Cell::is_blank));
        if !is_blank && visit(Row { line, cells }).is_break() {
            break;
        }
    }
    Ok(())
}

fn within_bounds(mut cells: Vec<Cell>) -> Result<Vec<Cell>, Fault> {
    cells.truncate(COLUMNS_MAX);
    if cells.iter().map(Cell::bytes).sum::<usize>() > ROW_TEXT_MAX { Err(Fault::TooLong) } else { Ok(cells) }
}
