//! A ZIP archive that is written as it comes: the writer is a thread of its own, fed through a short channel,
//! so that neither rows nor files are held in memory.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use bytes::Bytes;
use kernel::{Error, Result};
use tokio::{sync::mpsc, task::JoinHandle};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Pieces on their way to the writer; each is at most a few hundred KiB.
const AHEAD: usize = 8;

enum Piece {
    /// A new file of the archive begins.
    File {
        name: String,
        is_compressed: bool,
    },
    Content(Bytes),
}

pub struct Archive {
    pieces: mpsc::Sender<Piece>,
    writer: JoinHandle<io::Result<()>>,
}

impl Archive {
    /// `path` exists and is empty.
    pub fn create(path: PathBuf) -> Self {
        let (pieces, waiting) = mpsc::channel(AHEAD);
        Self { pieces, writer: tokio::task::spawn_blocking(move || write(path, waiting)) }
    }

    pub async fn file(&mut self, name: impl Into<String>, is_compressed: bool) -> Result<()> {
        self.send(Piece::File { name: name.into(), is_compressed }).await
    }

    pub async fn content(&mut self, bytes: impl Into<Bytes>) -> Result<()> {
        self.send(Piece::Content(bytes.into())).await
    }

    async fn send(&mut self, piece: Piece) -> Result<()> {
        match self.pieces.send(piece).await {
            Ok(()) => Ok(()),
            // The writer ended; why, it says itself.
            Err(_) => match (&mut self.writer).await.map_err(Error::internal)? {
                Err(cause) => Err(Error::internal(cause)),
                Ok(()) => Err(Error::internal("the archive was closed early")),
            },
        }
    }

    /// Complete and on the disk.
    pub async fn finish(self) -> Result<()> {
        drop(self.pieces);
        self.writer.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

fn write(path: PathBuf, mut pieces: mpsc::Receiver<Piece>) -> io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::File { name, is_compressed } => {
                let method = if is_compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
                // Of unknown length, so it has to be able to grow past 4 GiB.
                let options = SimpleFileOptions::default().compression_method(method).large_file(true);
                zip.start_file(name, options).map_err(io::Error::other)?;
            }
            Piece::Content(bytes) => zip.write_all(&bytes)?,
        }
    }
    zip.finish().map_err(io::Error::other)?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}
