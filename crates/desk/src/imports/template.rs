//! Tables that the wizard hands out: an empty one with every column that is known, and the rows that were left out.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, Stream};
use kernel::{App, Error, Principal, Result, http::context::Locale};
use sheets::{CsvTable, XlsxTable};

use super::{columns::Field, model::FileKind, store};
use crate::{
    exports::Download,
    files::{Files, lost},
};

pub async fn template(files: &Files, kind: FileKind, locale: Locale) -> Result<Download> {
    let head: Vec<String> = Field::all().map(|f| f.label(locale).to_owned()).collect();
    let name = if locale == Locale::En { "customers" } else { "客户导入模板" };
    match kind {
        FileKind::Csv => Ok(Download::csv(name, Body::from(CsvTable::new(&head).take().1))),
        FileKind::Xlsx => {
            let (spooled, folder) = (files.spool().await?.0, files.spool_folder().to_owned());
            let path = spooled.path().to_owned();
            let write = move || XlsxTable::new(&folder, &head)?.save(&path);
            tokio::task::spawn_blocking(write).await.map_err(Error::internal)?.map_err(lost)?;
            Download::xlsx(name, spooled).await
        }
    }
}

/// Rows of one read.
const BATCH: i64 = 1000;

struct Reading {
    app: App,
    who: Principal,
    import: i64,
    line: i64,
    table: Option<CsvTable>,
    locale: Locale,
}

/// The rows that were left out, with their lines and reasons before their own cells; it can be mended and sent again.
pub fn bad_rows(app: App, who: Principal, import: i64, heads: &[String], locale: Locale) -> Body {
    let own = if locale == Locale::En { ["Line", "Reason"] } else { ["行号", "原因"] };
    let head: Vec<String> = own.iter().map(|h| (*h).to_owned()).chain(heads.iter().cloned()).collect();
    let table = Some(CsvTable::new(&head));
    Body::from_stream(pieces(Reading { app, who, import, line: 0, table, locale }))
}

fn pieces(reading: Reading) -> impl Stream<Item = Result<Bytes>> {
    stream::try_unfold(reading, |mut reading| async move {
        let Some(mut table) = reading.table.take() else { return Ok(None) };
        let mut tx = reading.app.db().begin(&reading.who).await?;
        let rows = store::failed_after(&mut tx, reading.import, reading.line, BATCH).await?;
        drop(tx);
        let is_last = rows.len() < usize::try_from(BATCH).unwrap_or_default();
        for (line, issues, cells) in rows {
            reading.line = line;
            let reasons: Vec<String> = issues
                .iter()
                .map(|i| match i.field {
                    Some(field) => format!("{}：{}", field.label(reading.locale), i.text(reading.locale)),
                    None => i.text(reading.locale),
                })
                .collect();
            let own = [line.to_string(), reasons.join("；")];
            table.row(&own.into_iter().chain(cells).collect::<Vec<_>>());
        }
        let (table, piece) = table.take();
        reading.table = (!is_last).then_some(table);
        Ok(Some((Bytes::from(piece), reading)))
    })
}
