//! A connection whose first bytes have a deadline: which protocol it speaks is read before HTTP's own clocks run.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::OwnedSemaphorePermit,
    time::{Sleep, sleep},
};

/// As many as HTTP/2's preface has: with them, either protocol is recognised.
const ENOUGH: usize = 24;

pub struct FirstBytes {
    stream: TcpStream,
    missing: usize,
    deadline: Option<Pin<Box<Sleep>>>,
    /// The place that the connection takes up among all.
    _seat: OwnedSemaphorePermit,
}

impl FirstBytes {
    pub fn new(stream: TcpStream, patience: Duration, seat: OwnedSemaphorePermit) -> Self {
        Self { stream, missing: ENOUGH, deadline: Some(Box::pin(sleep(patience))), _seat: seat }
    }
}

impl AsyncRead for FirstBytes {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Ready(read) => {
                self.missing = self.missing.saturating_sub(buf.filled().len() - before);
                if self.missing == 0 {
                    self.deadline = None;
                }
                Poll::Ready(read)
            }
            Poll::Pending => match &mut self.deadline {
                Some(deadline) => {
                    ready!(deadline.as_mut().poll(cx));
                    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
                }
                None => Poll::Pending,
            },
        }
    }
}

impl AsyncWrite for FirstBytes {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }
}
