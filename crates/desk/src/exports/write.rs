//! Makes the table of an export from batches of rows.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use kernel::{App, Error, Principal, Result};
use sheets::{CsvTable, XlsxTable};
use tokio::sync::mpsc;

use super::{
    columns::{Column, CustomerColumn, OrganizationColumn, Style},
    download::Download,
    store::{self, CustomerRow, OrganizationRow, WantedCustomers, WantedOrganizations},
};
use crate::files::{Files, lost};

/// Rows of one read, in a transaction of its own: an export holds no lock and no snapshot.
const BATCH: i64 = 1000;

/// Where the rows come from.
#[derive(Clone)]
pub enum Source {
    Customers(WantedCustomers),
    Organizations(WantedOrganizations),
}

/// Columns of the table that fits the source.
#[derive(Clone)]
pub enum Columns {
    Customers(Vec<CustomerColumn>),
    Organizations(Vec<OrganizationColumn>),
}

impl Columns {
    fn head(&self, style: Style) -> Vec<String> {
        match self {
            Self::Customers(columns) => columns.iter().map(|c| c.head(style.locale)).collect(),
            Self::Organizations(columns) => columns.iter().map(|c| c.head(style.locale)).collect(),
        }
    }
}

pub struct Export {
    pub app: App,
    pub who: Principal,
    pub source: Source,
    pub columns: Columns,
    pub style: Style,
    after: i64,
}

fn cells<C: Column>(columns: &[C], rows: &[C::Row], style: Style) -> Vec<Vec<String>> {
    rows.iter().map(|row| columns.iter().map(|c| c.cell(row, style)).collect()).collect()
}

impl Export {
    pub fn new(app: App, who: Principal, source: Source, columns: Columns, style: Style) -> Self {
        Self { app, who, source, columns, style, after: 0 }
    }

    /// The next rows; fewer than a batch are the last.
    async fn next(&mut self) -> Result<Vec<Vec<String>>> {
        let mut tx = self.app.db().begin(&self.who).await?;
        match (&self.source, &self.columns) {
            (Source::Customers(wanted), Columns::Customers(columns)) => {
                let rows: Vec<CustomerRow> = store::customers_after(&mut tx, wanted, self.after, BATCH).await?;
                self.after = rows.last().map_or(self.after, |r| r.id);
                Ok(cells(columns, &rows, self.style))
            }
            (Source::Organizations(wanted), Columns::Organizations(columns)) => {
                let rows: Vec<OrganizationRow> = store::organizations_after(&mut tx, wanted, self.after, BATCH).await?;
                self.after = rows.last().map_or(self.after, |r| r.id);
                Ok(cells(columns, &rows, self.style))
            }
            _ => Err(Error::internal("columns of another table")),
        }
    }

    /// Sent while it is read. When reading fails midway the answer breaks off, and its reader is told.
    pub fn csv(self, name: &str) -> Download {
        let table = CsvTable::new(&self.columns.head(self.style));
        let pieces = stream::try_unfold(Some((self, table)), |state| async move {
            let Some((mut export, mut table)) = state else { return Ok::<_, Error>(None) };
            let rows = export.next().await?;
            rows.iter().for_each(|row| table.row(row));
            let (table, piece) = table.take();
            let is_last = i64::try_from(rows.len()).unwrap_or_default() < BATCH;
            Ok(Some((Bytes::from(piece), (!is_last).then_some((export, table)))))
        });
        Download::csv(name, Body::from_stream(pieces))
    }

    /// A workbook has its table of contents at its end, so it is finished on the disk first.
    pub async fn xlsx(mut self, files: &Files, name: &str) -> Result<Download> {
        let (spooled, folder) = (files.spool().await?.0, files.spool_folder().to_owned());
        let (head, path) = (self.columns.head(self.style), spooled.path().to_owned());
        let (send, mut batches) = mpsc::channel::<Vec<Vec<String>>>(2);
        let writer = tokio::task::spawn_blocking(move || {
            let mut table = XlsxTable::new(&folder, &head)?;
            let mut is_whole = false;
            while let Some(rows) = batches.blocking_recv() {
                is_whole = i64::try_from(rows.len()).unwrap_or_default() < BATCH;
                for row in &rows {
                    table.row(row)?;
                }
            }
            // Whoever asked has gone, or reading failed: nobody wants a part.
            if is_whole { table.save(&path) } else { Ok(()) }
        });
        loop {
            let rows = self.next().await?;
            let is_last = i64::try_from(rows.len()).unwrap_or_default() < BATCH;
            if send.send(rows).await.is_err() || is_last {
                break;
            }
        }
        drop(send);
        writer.await.map_err(Error::internal)?.map_err(lost)?;
        Download::xlsx(name, spooled).await
    }
}
