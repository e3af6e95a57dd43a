//! A mail server for one test: speaks as much of RFC 5321 as a client needs, keeps what it was given.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One mail: who it was for, and the message with its headers.
#[derive(Debug, Clone)]
pub struct Received {
    pub recipients: Vec<String>,
    pub message: String,
}

#[derive(Clone)]
pub struct MailServer {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    /// Answers "try again later" to this many mails before it takes one.
    busy_for: Arc<Mutex<usize>>,
}

impl MailServer {
    pub async fn start(busy_for: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let server = Self { url, received: Arc::default(), busy_for: Arc::new(Mutex::new(busy_for)) };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.talk(stream).await });
            }
        });
        server
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    fn is_busy(&self) -> bool {
        let mut left = self.busy_for.lock().unwrap();
        let is_busy = *left > 0;
        *left = left.saturating_sub(1);
        is_busy
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 test ESMTP\r\n").await.ok()?;
        let mut recipients = Vec::new();
        while let Some(line) = lines.next_line().await.ok()? {
            let reply = match line.split([' ', ':']).next()?.to_ascii_uppercase().as_str() {
                "EHLO" => "250-test\r\n250 8BITMIME\r\n",
                "MAIL" if self.is_busy() => "451 try again later\r\n",
                "RCPT" => {
                    recipients.push(line.split(['<', '>']).nth(1)?.to_owned());
                    "250 ok\r\n"
                }
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await.ok()?;
                    let mut message = String::new();
                    while let Some(line) = lines.next_line().await.ok()? {
                        if line == "." {
                            break;
                        }
                        // RFC 5321 §4.5.2: a leading dot was doubled.
                        message.push_str(line.strip_prefix('.').unwrap_or(&line));
                        message.push('\n');
                    }
                    let recipients = std::mem::take(&mut recipients);
                    self.received.lock().unwrap().push(Received { recipients, message });
                    "250 taken\r\n"
                }
                "QUIT" => {
                    writing.write_all(b"221 bye\r\n").await.ok()?;
                    return Some(());
                }
                _ => "250 ok\r\n",
            };
            writing.write_all(reply.as_bytes()).await.ok()?;
        }
        Some(())
    }
}
