//! A connection inside a transaction that goes back to the pool only after COMMIT or ROLLBACK was
//! answered. A request's future can be dropped at any await (client gone, time-out, panic), and
//! sqlx 0.9.0 can then hand the open transaction - with its tenant - to the next borrower
//! (transact-rs/sqlx #4385). So BEGIN, COMMIT and the ROLLBACK of a dropped guard each run in a task
//! of their own, which nobody drops.

use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool, Postgres, pool::PoolConnection};

use crate::{Error, Result};

pub(super) struct Guard {
    connection: Option<PoolConnection<Postgres>>,
}

impl Guard {
    pub async fn begin(pool: PgPool, sql: String) -> Result<Self> {
        tokio::spawn(async move {
            // The connections of a restarted server fail at their first use, one by one: drop them and go on.
            for _ in 0..pool.options().get_max_connections() {
                match Self::try_begin(&pool, &sql).await {
                    Err(sqlx::Error::Io(_) | sqlx::Error::Protocol(_)) => {}
                    Err(sqlx::Error::Database(e)) if e.code().is_some_and(|c| c.starts_with("57P")) => {}
                    other => return other,
                }
            }
            Self::try_begin(&pool, &sql).await
        })
        .await
        .map_err(Error::internal)?
        .map_err(Error::from)
    }

    async fn try_begin(pool: &PgPool, sql: &str) -> Result<Self, sqlx::Error> {
        #[expect(clippy::disallowed_methods, reason = "the one place that may: every door begins here")]
        let mut connection = pool.acquire().await?;
        match connection.execute(AssertSqlSafe(sql.to_owned())).await {
            Ok(_) => Ok(Self { connection: Some(connection) }),
            Err(e) => {
                // Its state is not known: never back to the pool.
                drop(connection.detach());
                Err(e)
            }
        }
    }

    pub fn connection(&mut self) -> &mut PgConnection {
        #[expect(clippy::expect_used, reason = "taken only by commit and drop, which consume the guard")]
        self.connection.as_mut().expect("the transaction is open")
    }

    /// Commits; runs to its end even when the caller is dropped. `then` runs after a success.
    pub async fn commit<F: FnOnce() + Send + 'static>(mut self, then: F) -> Result<()> {
        let Some(mut connection) = self.connection.take() else { return Ok(()) };
        tokio::spawn(async move {
            match connection.execute("commit").await {
                Ok(_) => {
                    then();
                    Ok(())
                }
                Err(e) => {
                    drop(connection.detach());
                    Err(Error::from(e))
                }
            }
        })
        .await
        .map_err(Error::internal)?
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        // Outside the runtime (it is going down) the connection is closed, not kept.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return drop(connection.detach()) };
        runtime.spawn(async move {
            if connection.execute("rollback").await.is_err() {
                drop(connection.detach());
            }
        });
    }
}
